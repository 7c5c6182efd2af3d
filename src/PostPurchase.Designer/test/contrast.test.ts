import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const styles = readFileSync('src/styles.css', 'utf8');

/** A colour of the styles in the light and in the dark. */
function colours(name: string): [string, string] {
  const [, light = '', dark = ''] = new RegExp(`${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(styles) ?? [];
  return [light, dark];
}

const channel = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function luminance(colour: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string) {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const rule = (selector: string) => styles.slice(styles.indexOf(selector)).split('}')[0] ?? '';

test('Quiet words, those of fields that may not be changed among them, are readable on every ground', () => {
  for (const ground of ['--page', '--surface', '--sunken'])
    for (const scheme of [0, 1]) expect(contrast(colours('--quiet')[scheme] ?? '', colours(ground)[scheme] ?? '')).toBeGreaterThan(4.5);
  expect(rule('.mantine-Input-input:disabled')).toContain('opacity: 1');
});

test('In the dark the page that is shown stands off the menu, and its name off its ground', () => {
  const [, ground = '', ink = ''] = /--nl-bg: (#\w+);[^}]*--nl-color: (#\w+);/.exec(styles) ?? [];
  expect(contrast(ground, colours('--surface')[1])).toBeGreaterThan(1.4);
  expect(contrast(ink, ground)).toBeGreaterThan(4.5);
});

test('A circle or box that is not ticked is seen', () => {
  const [, light = '', dark = ''] = /border-color: light-dark\((#\w+), (#\w+)\)/.exec(rule(':is(.mantine-Radio-radio')) ?? [];
  expect(contrast(light, '#ffffff')).toBeGreaterThan(3);
  expect(contrast(dark, '#2e2e2e')).toBeGreaterThan(3);
});

test('What takes the focus is scrolled clear of the header', () => {
  expect(rule('\nhtml {')).toContain('scroll-padding-top: calc(var(--app-shell-header-height');
});
