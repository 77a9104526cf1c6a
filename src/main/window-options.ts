/** What every page of this application is drawn with: a page never needs more. */
export const closedPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  devTools: false,
  disableDialogs: true,
  enableWebSQL: false,
  webgl: false,
  disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal',
} as const

const titleBarHeight = 40

/**
 * The colours of the title bar: colorNeutralBackground3 and colorNeutralForeground1 of Fluent's light and dark themes.
 */
export const overlay = {
  light: { color: '#f5f5f5', symbolColor: '#242424', height: titleBarHeight },
  dark: { color: '#141414', symbolColor: '#ffffff', height: titleBarHeight },
} as const

/** The window, but for its theme, its title and what it shows. `npm run bench` compares it with a bare one of the same kind. */
export const windowOptions = {
  width: 1120,
  height: 760,
  minWidth: 720,
  minHeight: 560,
  show: false,
  titleBarStyle: 'hidden',
} as const
