import { expect, test } from 'vitest'
import { noSettings, readSettings, settingsContent, type KeptSettings } from './kept-settings.ts'

const kept: KeptSettings = {
  language: 'en',
  zoom: 1.5,
  window: { x: -1920, y: 0, width: 1120, height: 760, isMaximized: true },
}

test('what was kept comes back', () => {
  expect(readSettings(settingsContent(kept))).toEqual(kept)
  expect(readSettings(settingsContent(noSettings))).toEqual(noSettings)
})

test.each([
  ['a language', { language: 'de' }, { language: null }],
  ['a zoom that is too large', { zoom: 1e9 }, { zoom: 1 }],
  ['a zoom that is none', { zoom: null }, { zoom: 1 }],
  ['a place that is far away', { window: { ...kept.window, x: 1e6 } }, { window: null }],
  ['a part of a pixel', { window: { ...kept.window, y: 0.5 } }, { window: null }],
  ['a place without its size', { window: { x: 0, y: 0, isMaximized: false } }, { window: null }],
])('%s that is not understood is the usual one, and the rest stays', (_what, wrong, usual) => {
  expect(readSettings({ ...settingsContent(kept), ...wrong })).toEqual({ ...kept, ...usual })
})

test.each([
  ['nothing', null],
  ['another version', { ...settingsContent(kept), version: 2 }],
  ['another file', { ...settingsContent(kept), format: 'prextra-guide' }],
])('%s is the usual settings', (_what, content) => {
  expect(readSettings(content)).toEqual(noSettings)
})
