import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { t } from './strings';

const pine: MantineColorsTuple = [
  '#effaf8',
  '#d8f0ec',
  '#aee0d8',
  '#7fcfc3',
  '#57bfb0',
  '#3aa697',
  '#1f8a7d',
  '#0f766e',
  '#0b5f59',
  '#074a45',
];

/** Quiet and dense: one accent, system fonts (none is fetched), small radii. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: { pine },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem', lineHeight: '1.35' } },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A dialog's title row is no banner of the page.
  components: {
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': t.state.close } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': t.state.close } } },
    // The place for the first focus is no item of the menu, and assistive technology trips over it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
  },
});
