import { crashCells, findCrashPoints } from '#support/faults/crash.ts'
import { runRow } from '#support/faults/row.ts'

const points = await findCrashPoints('removed')

runRow(
  'crash',
  points.flatMap((point) => crashCells('removed', point)),
  61,
)
