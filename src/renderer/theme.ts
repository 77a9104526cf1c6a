import { webDarkTheme, webLightTheme } from '@fluentui/tokens'
import { setTheme } from '@fluentui/web-components/theme/set-theme.js'

const fonts = {
  fontFamilyBase: `'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif`,
  fontFamilyMonospace: `'Cascadia Mono', Consolas, monospace`,
}
const light = { ...webLightTheme, ...fonts }
const dark = { ...webDarkTheme, ...fonts }

/** Sets Fluent's tokens on the document, light or dark as the system is, now and whenever that changes. */
export function followTheme(): void {
  const wantsDark = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    setTheme(wantsDark.matches ? dark : light)
  }
  wantsDark.addEventListener('change', apply)
  apply()
}
