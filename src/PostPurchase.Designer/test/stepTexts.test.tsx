import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { readJourney, valueAt } from '../src/journey/model';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let app: Harness;
const fields = [
  { path: 'customer.first_name', type: 'text', summary: 'First name.', insert: "customer.first_name ?? ''" },
  { path: 'purchase.lines', type: 'list', summary: 'The lines.', insert: null },
];

beforeEach(() => {
  app = new Harness((method, url, body) =>
    url.includes('template-vocabulary') ? { status: 200, body: { partials: [], fields, functions: [] } } : answer(method, url, body),
  );
});

afterEach(() => app.close());

const { fields: f } = t.designer;
const open = (step: string, says: string) => app.show(<App />, says, `/journeys/new-buyer?step=${step}`);
const saved = (...path: (string | number)[]) => {
  const body = app.calls.filter(({ method }) => method === 'PUT').at(-1)?.body as { yaml: string } | undefined;
  return body && valueAt(readJourney(body.yaml), path);
};
const pick = async (about: string) => {
  app.button(`${t.templateEditor.insert}: ${about}`).click();
  await app.until(() => app.says('First name.'), 'the fields');
  expect(app.says('The lines.')).toBe(false);
  [...document.querySelectorAll<HTMLButtonElement>('.field-list button')][0]?.click();
};

test('A field of the customer is put into a subject where the caret is', async () => {
  await open('suggest', f.preheader);
  (app.field(f.subject) as HTMLInputElement).setSelectionRange(0, 0);
  await pick(f.subject);
  await app.until(() => saved('steps', 4, 'email', 'subject') === "{{ customer.first_name ?? '' }}Goes well with it", 'the field');
});

test.each([f.preheader, `${f.subject} (German)`])('A field of the customer can be put into “%s”', async (label) => {
  await open('teach', f.preheader);
  await pick(label);
  await app.until(() => JSON.stringify(saved('steps', 2, 'email')).includes('{{ customer.first_name'), 'the field');
});

test('An attribute is added to a customer, set and taken away again', async () => {
  await open('tagged', f.attributes);
  const set = ['steps', 7, 'update', 'set'];
  app.type(f.attributeName, '1st colour');
  app.button(`${f.addSlot}: ${f.attributes}`).click();
  await app.until(() => app.says(f.nameForm), 'what a name is made of');
  app.type(f.attributeName, 'Favourite colour');
  app.button(`${f.addSlot}: ${f.attributes}`).click();
  await app.until(() => app.says('favourite_colour'), 'the attribute');
  app.type('favourite_colour', 'red');
  await app.until(() => saved(...set, 'favourite_colour') === 'red', 'its value');
  app.button(`${f.removeAttribute}: favourite_colour`).click();
  await app.until(() => saved('steps', 7, 'update') !== undefined && saved(...set) === undefined, 'it gone');
  expect(saved('steps', 7, 'update')).toEqual({ tags: { add: ['welcomed'] } });
});
