const longest = 60;

/** `Enamel cup, 300 ml` as an id. Letters lose their marks, as in the keys that the server makes of names. */
export const slug = (name: string) => withoutEnd(slugAsTyped(name));

export const withoutEnd = (typed: string) => typed.replace(/-$/, '');

/** The same while it is typed: what ends with a hyphen may go on. */
export const slugAsTyped = (name: string, most = longest) =>
  name
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, most);
