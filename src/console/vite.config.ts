/**
 * The build of the console: from here to `dist/console`, which the gateway serves at `/`. While
 * developing (`npx vite src/console`), calls go to a gateway on its usual port.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  base: '/',
  build: { outDir: '../../dist/console', emptyOutDir: true, target: 'es2023' },
  worker: { format: 'es' },
  server: { proxy: { '/api/v1': 'http://127.0.0.1:8080' } },
});
