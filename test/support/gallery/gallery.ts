/**
 * The gallery: `npm run gallery` takes pictures of every scene (take.ts), `npm run gallery -- --serve` shows the scenes
 * in a browser, live (serve.ts).
 */
await (process.argv.includes('--serve') ? import('./serve.ts') : import('./take.ts'))
