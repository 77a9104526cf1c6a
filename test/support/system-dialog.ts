import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, vi } from 'vitest'

const run = promisify(execFile)

async function xdotool(...command: readonly string[]): Promise<string> {
  return (await run('xdotool', command)).stdout.trim()
}

/** A dialog of GTK's on the screen, with two buttons side by side under its text. */
interface SystemDialog {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Returns the dialog that is open; `null` when none is. Its window is the only one without a title. */
async function openDialog(): Promise<SystemDialog | null> {
  const ids = (await xdotool('search', '--onlyvisible', '--class', '.')).split('\n')
  for (const id of ids) {
    if ((await xdotool('getwindowname', id)) !== '') continue
    const shown = await xdotool('getwindowgeometry', '--shell', id)
    const number = (name: string) => Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(shown)?.[1])
    return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') }
  }
  return null
}

async function untilOpen(): Promise<SystemDialog> {
  return vi.waitUntil(openDialog, { timeout: 20_000, interval: 50 })
}

/** Clicks with the mouse on a button of the dialog that is open or opens next: *No* is on the left. */
export async function clickInDialog(button: 'no' | 'yes'): Promise<void> {
  const { x, y, width, height } = await untilOpen()
  const place = [x + Math.round(width * (button === 'no' ? 0.25 : 0.75)), y + height - 18]
  await xdotool('mousemove', ...place.map(String), 'click', '1')
  await expect.poll(openDialog).toBeNull()
}

/** Presses a key on the keyboard while the dialog is open or once it opens. */
export async function pressInDialog(...keys: readonly string[]): Promise<void> {
  await untilOpen()
  await xdotool('key', ...keys)
  await expect.poll(openDialog).toBeNull()
}
