import type { Preview, Template, TemplateRow } from '../src/api/types';

export const mailHtml = `<!doctype html><html lang="en"><body style="margin:0;background:#f4f5f5;font-family:Georgia,serif">
<table role="presentation" width="100%"><tr><td align="center" style="padding:24px"><table role="presentation" width="600" style="max-width:600px;background:#fff">
<tr><td style="padding:32px"><h1 style="font-size:26px;color:#17312c">3 things to do first</h1><p style="font-size:16px;line-height:1.6">Hello Jane, your Trail backpack is on its way. Here is how to make the most of it.</p>
<ol style="font-size:16px;line-height:1.8"><li>Set the straps to your back.</li><li>Load it for an hour at home.</li><li>Wax the zips.</li></ol>
<p><a href="#" style="background:#0f766e;color:#fff;padding:12px 22px;text-decoration:none;border-radius:6px">Read the guide</a></p></td></tr></table></td></tr></table></body></html>`;

export const templates: TemplateRow[] = [
  {
    name: 'order-confirmation',
    languages: ['en', 'de'],
    kind: 'transactional',
    used_by: [{ journey: 'new-buyer', step: 'thanks', version: null }],
    problems: 0,
  },
  {
    name: 'getting-the-most',
    languages: ['en'],
    kind: 'own',
    used_by: [{ journey: 'new-buyer', step: 'teach', version: null }],
    problems: 0,
  },
  {
    name: 'you-might-also-like',
    languages: ['en'],
    kind: 'third_party',
    used_by: [{ journey: 'new-buyer', step: 'suggest', version: null }],
    problems: 1,
  },
  { name: 'old-news', languages: ['en'], kind: null, used_by: [], problems: 0 },
];

const source = `{{ include 'header' }}\n{{ include 'text' heading: "3 things to do first" body: "Your parcel is on its way." }}\n{{ include 'footer' }}\n`;

const field = (name: string, label: string, type: string, value: string) => ({
  name,
  label,
  type,
  default: null,
  value,
  code: `"${value}"`,
  mixed: value,
  why_code: null,
  choices: null,
});

export const template = (name: string): Template => ({
  name,
  language: '',
  languages: ['', 'de'],
  used_by: [],
  read_only: null,
  reading: {
    source,
    hash: 'h1',
    refused: null,
    problems: [],
    blocks: [
      { index: 0, unit: 0, partial: 'header', label: 'Header', condition: null, is_hidden: false, line: 1, fields: [] },
      {
        index: 1,
        unit: 1,
        partial: 'text',
        label: 'Text',
        condition: null,
        is_hidden: false,
        line: 2,
        fields: [
          field('heading', 'Heading', 'text', '3 things to do first'),
          field('body', 'Text', 'richtext', 'Your parcel is on its way.'),
        ],
      },
      { index: 2, unit: 2, partial: 'footer', label: 'Footer', condition: null, is_hidden: true, line: 3, fields: [] },
    ],
  },
});

export const preview: Preview = {
  subject: '3 things to do first with your Trail backpack',
  preheader: 'Straps, load, zips: five minutes well spent.',
  html: mailHtml,
  text: '3 things to do first\n\nHello Jane, your Trail backpack is on its way.\n\nRead the guide: https://shop.example/guides/backpack',
  size: 4213,
  links: [{ text: 'Read the guide', url: 'https://shop.example/guides/backpack', kind: 'content' }],
  from: 'Northwind Outdoor <hello@shop.example>',
  to: 'Jane Doe <jane@example.com>',
  kind: 'own',
  offers: [],
  purchase: '#1001',
  note: null,
  findings: [{ code: 'PP301', severity: 'warning', message: 'The mail has no postal address of the shop.' }],
  misses: ['purchase.lines[0].image_url'],
};
