import { readFileSync, writeFileSync } from 'node:fs'
import { inOlderDialect } from './older-dialect.mjs'
import { aboutProduct, finishedProject } from './project.mjs'

/**
 * electron-builder's hook between its project and WiX. WiX 4 is for Windows only; elsewhere an older WiX makes the
 * installer for tests (wix.mjs).
 *
 * @param {string} path
 */
export default function finishProject(path) {
  const finished = finishedProject(readFileSync(path, 'utf8'), aboutProduct())
  writeFileSync(path, process.platform === 'win32' ? finished : inOlderDialect(finished))
}
