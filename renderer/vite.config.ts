// How the glass is built. `--mode gallery` builds the page of sample screens instead; it is never served by a station.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

export default defineConfig(({ mode }) => ({
  root: here,
  base: '/',
  plugins: [react()],
  build: {
    outDir: mode === 'gallery' ? `${here}/../build/gallery` : `${here}/../build/glass`,
    emptyOutDir: true,
    // The page is served under a Content-Security-Policy of 'self': no font or picture may become a data URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: mode === 'gallery' ? `${here}/gallery.html` : `${here}/index.html` },
  },
}));
