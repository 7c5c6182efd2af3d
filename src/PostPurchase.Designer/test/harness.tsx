import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, vi } from 'vitest';
import { theme } from '../src/theme';
import { answer } from './fake';

/** A part of the app on the made-up server, and every call that it makes. */
export class Harness {
  readonly calls: { method: string; url: string; body: unknown; ifMatch: string | undefined }[] = [];
  readonly #host = document.body.appendChild(document.createElement('div'));
  readonly #root: Root = createRoot(this.#host);

  constructor(answers: typeof answer = answer) {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
    vi.stubGlobal('fetch', async (url: string, init: { method: string; body: string | null; headers: Record<string, string> }) => {
      const body = init.body ? JSON.parse(init.body) : null;
      this.calls.push({ method: init.method, url: url.replace('/api/v1', ''), body, ifMatch: init.headers['if-match'] });
      const found = answers(init.method, url, body);
      return new Response(JSON.stringify(found.body), { status: found.status });
    });
    // What happy-dom does not have.
    Object.assign(document, { fonts: new EventTarget() });
  }

  async show(part: ReactNode, says: string, at = '/') {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    this.#root.render(
      <MantineProvider theme={theme}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={createMemoryRouter([{ path: '*', element: part }], { initialEntries: [at] })} />
        </QueryClientProvider>
      </MantineProvider>,
    );
    await this.until(() => this.says(says), says);
  }

  says = (text: string) => document.body.textContent?.includes(text) ?? false;

  // Long, as on a machine at work the first look at a page waits for its modules to be read.
  until = async (holds: () => boolean, what: string) => {
    await vi
      .waitFor(() => expect(holds(), what).toBe(true), { timeout: 80_000, interval: 20 })
      .catch(() => expect.fail(`${what} was not seen. The page says: ${document.body.textContent}`));
  };

  /** The field with this label, as people find it. */
  field(label: string) {
    const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
    // A list of what can be chosen bears the label of its field too.
    const named = () =>
      document.querySelector(`:is(input, textarea)[aria-label="${label}"]`) ?? document.querySelector(`[aria-label="${label}"]`);
    const element = found ? document.getElementById(found.htmlFor) : named();
    expect(element, label).toBeTruthy();
    return element as HTMLInputElement | HTMLTextAreaElement;
  }

  /** Types as a person does: React listens to the event, not to the value. */
  type(label: string, text: string) {
    this.typeIn(this.field(label), text);
  }

  typeIn(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  button(label: string) {
    const found = [...document.querySelectorAll('button')].find(
      (one) => one.textContent === label || one.getAttribute('aria-label') === label,
    );
    expect(found, label).toBeTruthy();
    return found as HTMLButtonElement;
  }

  close() {
    this.#root.unmount();
    this.#host.remove();
    vi.unstubAllGlobals();
    localStorage.clear();
    sessionStorage.clear();
  }
}
