import { nativeTheme, systemPreferences, type TitleBarOverlayOptions } from 'electron'
import { overlay } from './window-options.ts'

/** The title bar that the window and Windows share, as the person's colours are now: in high contrast, those of Windows. */
export function titleBar(): TitleBarOverlayOptions & { readonly color: string } {
  const { shouldUseHighContrastColors, shouldUseDarkColors } = nativeTheme
  if (shouldUseHighContrastColors && process.platform === 'win32') {
    return {
      color: systemPreferences.getColor('window'),
      symbolColor: systemPreferences.getColor('window-text'),
      height: overlay.dark.height,
    }
  }
  return shouldUseDarkColors ? overlay.dark : overlay.light
}
