import { readdirSync, readFileSync } from 'node:fs'

/**
 * Returns the memory of a process and of all that it started, in bytes: the proportional set size, in which what processes
 * share is counted once.
 */
export function proportionalMemory(processId: number): number {
  return processTree(processId).reduce((sum, id) => sum + proportionalSize(id), 0)
}

function proportionalSize(id: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    // It has ended meanwhile.
    return 0
  }
}

function processTree(root: number): readonly number[] {
  const parents = new Map(readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [parentOf(name)] : [])))
  const tree = [root]
  for (const id of tree) tree.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  return tree
}

function parentOf(id: string): readonly [child: number, parent: number | null] {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name of a program, in parentheses, may hold anything.
    return [Number(id), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]
  } catch {
    return [Number(id), null]
  }
}
