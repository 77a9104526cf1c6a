/**
 * The scenes in a browser, live: a list of them, each drawn by the window's own sources from Vite's dev server, so that
 * a change in src/renderer, src/words or a scene shows at once. `npm run gallery -- --serve [port]`
 */
import { resolve } from 'node:path'
import { createServer, type Plugin, type UserConfig } from 'vite'
import config from '../../../electron.vite.config.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = resolve(import.meta.dirname).replaceAll('\\', '/')

/** Answers `/` with the list of scenes, and `/scene?name=…&language=…&share=…` with the window in that scene. */
const gallery: Plugin = {
  name: 'gallery',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const script = { '/': 'list.ts', '/scene': 'scene.ts' }[pathname]
      if (script === undefined) {
        next()
        return
      }
      const page =
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Gallery</title></head>' +
        `<body><div id="app"></div><script type="module" src="/@fs/${folder}/live/${script}"></script></body></html>`
      server.transformIndexHtml('/index.html', page).then((html) => {
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(html)
      }, next)
    })
  },
}

const port = Number(process.argv[process.argv.indexOf('--serve') + 1] ?? '')
const { renderer } = config as { readonly renderer: UserConfig }
const server = await createServer({
  ...renderer,
  plugins: [renderer.plugins, gallery],
  configFile: false,
  root: resolve(root, 'src/renderer'),
  cacheDir: resolve(root, 'node_modules/.cache/gallery'),
  server: { host: '127.0.0.1', port: port > 0 ? port : 5174, fs: { allow: [root] } },
})
await server.listen()
server.printUrls()
