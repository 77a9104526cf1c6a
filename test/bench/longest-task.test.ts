import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launchAssistant } from '#support/assistant.ts'
import { recordedTasks, recordTasks } from '#support/bench/task-trace.ts'
import { judge } from './figures.ts'
import { limits } from './limits.ts'
import { longestOf } from './longest-task.ts'

/** Runs in the main process or in the window, and has its thread for long enough on a machine that is busy, too. */
function beBusy(): void {
  const until = performance.now() + 1_000
  while (performance.now() < until);
}

test.each(['main process', 'window'] as const)(
  'a slow task of the %s is seen, and is past the limit',
  async (where) => {
    const folder = mkdtempSync(join(tmpdir(), 'prextra-bench-task-'))
    const assistant = await launchAssistant()
    const { app, window } = assistant
    try {
      await window.getByRole('heading', { level: 1 }).waitFor()
      await recordTasks(app)
      await (where === 'window' ? window.evaluate(beBusy) : app.evaluate(beBusy))
      const tasks = await recordedTasks(app, join(folder, 'tasks.json'))
      expect(tasks[0]).toMatchObject({ of: where })
      expect(judge(new Map([['longestTaskMs', longestOf(tasks)]]), limits)).toMatchObject([{ failed: true }])
    } finally {
      await assistant.close()
      rmSync(folder, { recursive: true })
    }
  },
)
