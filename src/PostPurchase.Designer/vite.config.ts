import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { fakeServer } from './test/fakeServer.ts';

// What pages share makes a handful of files, not one for each small part: a page then waits for few requests.
const groups = [
  { name: 'base', tags: ['$initial' as const], priority: 3 },
  // Large, and for few pages: by themselves.
  {
    name: 'code',
    test: /[\\/](@codemirror|@lezer|codemirror|style-mod|w3c-keyname|crelt|CodeEditor\.tsx|codeeditor\.css)/,
    minShareCount: 2,
    priority: 2,
  },
  { name: 'yaml', test: /[\\/](node_modules[\\/]yaml[\\/]|parts[\\/]yaml)/, priority: 2 },
  { name: 'fields', test: /[\\/]node_modules[\\/](?!@xyflow|d3-|zustand)/, minShareCount: 2 },
  { name: 'parts', test: /[\\/]src[\\/](parts|api|access|strings)[\\/]/, minShareCount: 2 },
  { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 15_000 },
];

// By itself its name tells every page that it is for.
const nameOf = ({ name }: { name: string }) => `assets/${name.split('~')[0]}-[hash].js`;

export default defineConfig(({ mode }) => ({
  plugins: [react(), compressed(), ...(mode === 'fake' ? [fakeServer()] : [])],
  server: { port: 5173, proxy: mode === 'fake' ? undefined : { '/api': 'http://127.0.0.1:5080' } },
  build: {
    outDir: '../PostPurchase.Server/wwwroot',
    emptyOutDir: true,
    // The server's content policy has no `data:` for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The frame of every page with what draws it is one file.
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups }, chunkFileNames: nameOf } },
  },
  // Limits only end a test that hangs: 5 seconds are too short for the first page on a busy machine.
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'], css: false, testTimeout: 90_000, hookTimeout: 90_000 },
}));

// Beside each file its best compressed form, made once here instead of a quick one at each request.
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir, build.assetsDir);
    },
    closeBundle: () => {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const bytes = readFileSync(join(folder, name));
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
      }
    },
  };
}
