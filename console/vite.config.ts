import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `npm run dev` beside a running system: POSTRIDER_URL says where its API is
const api = process.env.POSTRIDER_URL ?? 'http://localhost:8080';

export default defineConfig({
  base: '/settings/webhooks/',
  plugins: [react()],
  build: {
    outDir: 'target/classes/console',
    emptyOutDir: true,
    manifest: true,
    license: { fileName: 'licenses.md' },
    target: 'es2023',
    // nothing inline: the page's content security policy allows none
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/api': api, '/actuator': api } },
});
