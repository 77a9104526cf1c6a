import { expect, test } from 'vitest'
import { readProblem, systemCode, writeProblem } from './file-problem.ts'

const failure = (code: string, syscall = 'open') => Object.assign(new Error('secret text'), { code, syscall })

test.each([
  ['ENOENT', 'file-not-found'],
  ['EACCES', 'file-not-allowed'],
  ['EPERM', 'file-not-allowed'],
  ['EBUSY', 'file-held'],
  ['EIO', 'file-not-read'],
])('reading: %s is %s', (reason, code) => {
  expect(readProblem(failure(reason), 'a').problem).toMatchObject({ code, file: 'a' })
})

test.each([
  ['linux', 'ENOENT', 'open', 'folder-not-found'],
  ['linux', 'ENOSPC', 'write', 'disk-full'],
  ['linux', 'EDQUOT', 'write', 'disk-full'],
  ['linux', 'EROFS', 'open', 'file-not-writable'],
  ['linux', 'EPERM', 'rename', 'file-not-writable'],
  ['linux', 'EIO', 'fsync', 'file-not-written'],
  ['win32', 'EBUSY', 'open', 'file-held'],
  ['win32', 'EPERM', 'rename', 'file-held'],
  ['win32', 'EACCES', 'rename', 'file-held'],
  ['win32', 'EPERM', 'open', 'file-not-writable'],
] as const)('writing on %s: %s of %s is %s', (platform, reason, syscall, code) => {
  expect(writeProblem(failure(reason, syscall), 'a', platform).problem).toMatchObject({ code, file: 'a' })
})

test('only the code of an error is shown, never its message', () => {
  expect(systemCode(failure('EIO'))).toBe('EIO')
  expect(systemCode(new TypeError('secret text'))).toBe('TypeError')
  expect(systemCode('secret text')).toBe('unknown')
})
