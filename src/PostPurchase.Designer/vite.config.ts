import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fakeServer } from './test/fakeServer.ts';

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'fake' ? [fakeServer()] : [])],
  server: { port: 5173, proxy: mode === 'fake' ? undefined : { '/api': 'http://127.0.0.1:5080' } },
  build: {
    outDir: '../PostPurchase.Server/wwwroot',
    emptyOutDir: true,
    // The server's content policy has no `data:` for scripts and styles, and small files cost nothing on one connection.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'], css: false },
}));
