import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closedPreferences, overlay, windowOptions } from '#main/window-options.ts'

const options = {
  ...windowOptions,
  backgroundColor: overlay.light.color,
  titleBarOverlay: overlay.light,
  webPreferences: { ...closedPreferences, partition: 'assistant' },
}

/** Opens a window of the assistant's own kind, without a preload. */
const main = `
const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.whenReady().then(() => {
  const window = new BrowserWindow(${JSON.stringify(options)})
  window.setMenu(null)
  window.once('ready-to-show', () => window.show())
  return window.loadFile(join(__dirname, 'index.html'))
})
`

const page = `<!doctype html>
<html lang="fr">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Assistant Outlook–Prextra</title>
    <style>
      body { background: #f5f5f5; color: #242424; font: 14px/20px 'Segoe UI', system-ui, sans-serif; margin: 24px 40px }
    </style>
  </head>
  <body>
    <h1>Relier Outlook à Prextra</h1>
    <p>L’assistant inscrit une application dans votre locataire Microsoft, puis prouve qu’elle fonctionne.</p>
    <p>Vous vous connectez et approuvez un plan. L’assistant fait le reste et prouve que l’accès fonctionne.</p>
    <button id="button">Commencer</button>
    <script>
      const button = document.getElementById('button')
      button.addEventListener('click', () => button.setAttribute('data-clicked', ''))
    </script>
  </body>
</html>
`

/** An application that is nothing but a window with a page of 1 kB, which the assistant is measured against. */
export function makeBareWindow(): { readonly app: string; readonly remove: () => void } {
  const app = mkdtempSync(join(tmpdir(), 'prextra-bare-window-'))
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'bare-window', version: '1.0.0', main: 'main.cjs' }))
  writeFileSync(join(app, 'main.cjs'), main)
  writeFileSync(join(app, 'index.html'), page)
  return {
    app,
    remove: () => {
      rmSync(app, { recursive: true })
    },
  }
}
