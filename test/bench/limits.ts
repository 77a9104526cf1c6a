/** The most that a figure of `npm run bench` may be, and how it is taken. */
export interface Limit {
  /** A number, or so many times another figure of the same run. */
  readonly atMost: number | { readonly times: number; readonly of: string }
  readonly unit: 'round trips' | 'exchanges' | 'parts' | 'bytes' | 'MB' | 'ms' | 's' | '×'
  /** Whether it is also measured in `npm test`: a count or a size, which is the same on any machine, however busy. */
  readonly quick?: true
  /** How it is taken, as docs/benchmarks.md says. */
  readonly how: string
}

/** The limits, by figure. A limit is raised only with an ADR (docs/adr) that says why. */
export const limits: Readonly<Record<string, Limit>> = {
  'start.ratio': {
    atMost: 1.25,
    unit: '×',
    how: 'From spawn until the welcome screen answers a click, against a bare window of the same runtime with the same options, a page of 1 kB and no preload: medians of 25 starts each, one after the other in turn.',
  },
  'memory.welcome': {
    atMost: 1.15,
    unit: '×',
    how: 'Proportional set size of all processes ten seconds after the welcome screen, against the bare window: medians of 3 each, in a copy of Electron that no other program shares.',
  },
  'memory.afterRun': {
    atMost: 1.4,
    unit: '×',
    how: 'The same after a finished run, against the bare window.',
  },
  'memory.growth': {
    atMost: 0.05,
    unit: '×',
    how: 'By how much ten more runs in the same process make it grow, when the garbage of window and main is collected before both measurements.',
  },
  'size.rendererFirst': {
    atMost: 120_000,
    unit: 'bytes',
    quick: true,
    how: 'Every byte of script that is served until the welcome screen answers, imports and words included, compressed with gzip.',
  },
  'size.rendererAll': {
    atMost: 320_000,
    unit: 'bytes',
    quick: true,
    how: 'All scripts of the window, compressed with gzip.',
  },
  'size.mainFirst': {
    atMost: 150_000,
    unit: 'bytes',
    quick: true,
    how: 'What the main process loads before the first paint, compressed with gzip.',
  },
  'run.sequential': {
    atMost: 9,
    unit: 'round trips',
    quick: true,
    how: 'From the click on approve to the answer of the mailbox, in the practice tenant without replication lag: the longest chain of exchanges of which each began after the one before had ended.',
  },
  'run.requests': {
    atMost: 18,
    unit: 'exchanges',
    quick: true,
    how: 'The exchanges of the same run, a batch being one.',
  },
  'run.parts': {
    atMost: 60,
    unit: 'parts',
    quick: true,
    how: 'The parts of the batches of the same run.',
  },
  'run.ratio': {
    atMost: 1.2,
    unit: '×',
    how: 'The time of the same run with 100 ms of latency, against its round trips times the latency.',
  },
  'large.sequential': {
    atMost: { times: 1.1, of: 'run.sequential' },
    unit: 'round trips',
    how: 'The same run in a tenant with 20,000 applications and 50,000 users.',
  },
  'large.requests': {
    atMost: { times: 1.1, of: 'run.requests' },
    unit: 'exchanges',
    how: 'The same run in that tenant.',
  },
  'large.ratio': {
    atMost: { times: 1.1, of: 'run.ratio' },
    unit: '×',
    how: 'The same run in that tenant.',
  },
  longestTaskMs: {
    atMost: 50,
    unit: 'ms',
    how: 'The processor time of the longest task of window and main process after the start, in a whole journey in the practice tenant: set-up, sealed file, report as PDF, removal. From Chromium’s own trace; hidden windows that print are not counted.',
  },
  inputToPaintMs: {
    atMost: 100,
    unit: 'ms',
    how: 'From an input to the next paint, 95th percentile of three such journeys with the window’s processor slowed six times (Event Timing).',
  },
  'merge100000.mb': {
    atMost: 300,
    unit: 'MB',
    how: 'Peak resident set size of a process of the built `prextra-reception.mjs` that merges a file into a configuration of 100,000 customers.',
  },
  'merge100000.s': {
    atMost: 5,
    unit: 's',
    how: 'Processor time of the same process.',
  },
  'ics10000.s': {
    atMost: 1,
    unit: 's',
    how: 'Processor time of a process of the built `prextra-reception.mjs list --ics` with 10,000 customers.',
  },
}

/** The figures that `npm test` measures as well. */
export const quickFigures = Object.entries(limits).flatMap(([name, { quick }]) => (quick === true ? [name] : []))
