import { languages, type Language } from './language.ts'

/** What a person has chosen for the window itself: its language, how large it shows things, and where it stands. */
export interface KeptSettings {
  readonly language: Language | null
  readonly zoom: number
  readonly window: WindowAsLeft | null
}

export interface WindowAsLeft {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
}

export const noSettings: KeptSettings = { language: null, zoom: 1, window: null }

const kind = { format: 'prextra-settings', version: 1 }

/** Returns what the file of the settings holds. */
export function settingsContent(settings: KeptSettings): object {
  return { ...kind, ...settings }
}

/**
 * Reads what the file of the settings holds: a setting that is not understood is the usual one. It is read before the window is
 * made, which zod would hold up.
 */
export function readSettings(content: unknown): KeptSettings {
  const { format, version, language, zoom, window } = Object(content) as Readonly<Record<string, unknown>>
  if (format !== kind.format || version !== kind.version) return noSettings
  return {
    language: languages.find((one) => one === language) ?? null,
    zoom: isWithin(zoom, 0.5, 4) ? zoom : 1,
    window: isWindow(window) ? window : null,
  }
}

function isWindow(value: unknown): value is WindowAsLeft {
  const { x, y, width, height, isMaximized } = Object(value) as Readonly<Record<string, unknown>>
  return [x, y, width, height].every(isPlace) && typeof isMaximized === 'boolean'
}

const isPlace = (value: unknown) => isWithin(value, -100_000, 100_000) && Number.isInteger(value)

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}
