import { crashCells, findCrashPoints } from '#support/faults/crash.ts'
import { runRow } from '#support/faults/row.ts'

const points = await findCrashPoints('present')

runRow(
  'crash',
  points.flatMap((point) => crashCells('present', point)),
  61,
)
