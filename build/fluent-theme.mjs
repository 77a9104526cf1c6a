import { webDarkTheme, webLightTheme } from '@fluentui/tokens'

const name = 'virtual:fluent-theme.css'

const fonts = {
  fontFamilyBase: `'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif`,
  fontFamilyMonospace: `'Cascadia Mono', Consolas, monospace`,
}

const light = Object.entries({ ...webLightTheme, ...fonts }).map(declaration)
const dark = Object.entries({ ...webDarkTheme, ...fonts }).map(declaration)

/** Fluent's tokens, light or dark as the system is: what `setTheme` would write into the page at each start (ADR 24). */
const theme = `
html { ${light.join(' ')} }
@media (prefers-color-scheme: dark) {
  html { ${dark.filter((one) => !light.includes(one)).join(' ')} }
}
`

/** @param {[string, string | number]} token */
function declaration([token, value]) {
  return `--${token}: ${value};`
}

/**
 * A plugin for Vite that knows `virtual:fluent-theme.css`.
 *
 * @returns {import('vite').Plugin}
 */
export function fluentTheme() {
  return {
    name: 'fluent-theme',
    resolveId: (id) => (id === name ? name : null),
    load: (id) => (id === name ? theme : null),
  }
}
