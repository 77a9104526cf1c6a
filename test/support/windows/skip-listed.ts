import { beforeEach } from 'vitest'
import { whySkipped } from './skipped.ts'

/** Vitest loads it before each file of tests on Windows. */
beforeEach(({ task, skip }) => {
  const why = whySkipped(task.file.filepath, task.name)
  if (why !== null) skip(why)
})
