import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const script = 'test/support/screen-reader.py'

/** What makes the window tell the system's accessibility interface what is in it. */
export const accessible = ['--force-renderer-accessibility']

/** Presses what is called so through the accessibility interface (AT-SPI), as a screen reader does: no input event is made. */
export async function pressByName(name: string): Promise<void> {
  await run('/usr/bin/python3', [script, name])
}
