/** Pictures that were uploaded here are this server's own, whatever name customers know it by. */
export const fromHere = (text: string, origin = window.location.origin) =>
  text.replaceAll(/https?:\/\/[^\s"'<>/]+\/a\/([0-9a-f]{64})/g, `${origin}/a/$1`);

/** Whether looking at a picture would tell another server of it; a picture of this one tells nobody. */
export function isElsewhere(image: string): boolean {
  if (image === '' || image.startsWith('data:')) return false;
  const { origin } = window.location;
  return !URL.canParse(image, origin) || new URL(fromHere(image), origin).origin !== origin;
}
