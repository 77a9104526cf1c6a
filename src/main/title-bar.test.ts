import { expect, test, vi } from 'vitest'

const theme = vi.hoisted(() => ({ shouldUseHighContrastColors: false, shouldUseDarkColors: false }))
vi.mock('electron', () => ({
  nativeTheme: theme,
  systemPreferences: { getColor: (name: string) => (name === 'window' ? '#000000ff' : '#ffff00ff') },
}))
const { titleBar } = await import('./title-bar.ts')

test.each([
  ['light', false, false, 'win32', '#f5f5f5', '#242424'],
  ['dark', true, false, 'win32', '#141414', '#ffffff'],
  ['high contrast, in the colours that the person chose', true, true, 'win32', '#000000ff', '#ffff00ff'],
  ['high contrast elsewhere, where the system draws the bar itself', true, true, 'linux', '#141414', '#ffffff'],
])('%s', (_what, isDark, isHighContrast, platform, color, symbolColor) => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform as NodeJS.Platform)
  Object.assign(theme, { shouldUseHighContrastColors: isHighContrast, shouldUseDarkColors: isDark })
  expect(titleBar()).toEqual({ color, symbolColor, height: 40 })
})
