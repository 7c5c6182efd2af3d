/** On a narrow screen the panel stands below the cards, out of sight: shows it. Beside them it is seen anyway. */
export function goToPanel() {
  const [canvas, panel] = [document.querySelector('.canvas'), document.querySelector('.step-panel')];
  if (!canvas || !panel) return;
  if (panel.getBoundingClientRect().top >= canvas.getBoundingClientRect().bottom) panel.scrollIntoView({ block: 'start' });
}

/** From the panel back to the cards, to the one that it is about. */
export function goToCards() {
  document.querySelector('.canvas')?.scrollIntoView({ block: 'center' });
  document.querySelector<HTMLElement>('.card[data-chosen] .card-body')?.focus({ preventScroll: true });
}
