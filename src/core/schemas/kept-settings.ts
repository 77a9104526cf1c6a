import { z } from 'zod'
import { languages } from '../language.ts'

/** The version of the file that this build writes, and the only one it reads. */
export const keptSettingsVersion = 1

const place = z.number().int().min(-100_000).max(100_000)

/** What a person has chosen for the window itself: its language, how large it shows things, and where it stands. */
export const keptSettingsSchema = z.object({
  format: z.literal('prextra-settings'),
  version: z.literal(keptSettingsVersion),
  language: z.enum(languages).nullable(),
  zoom: z.number().min(0.5).max(4),
  window: z.object({ x: place, y: place, width: place, height: place, isMaximized: z.boolean() }).nullable(),
})

export type KeptSettings = Omit<z.infer<typeof keptSettingsSchema>, 'format' | 'version'>

export const noSettings: KeptSettings = { language: null, zoom: 1, window: null }
