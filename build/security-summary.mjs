/**
 * @typedef {import('vitest/node').TestCase} TestCase
 */

/** How many checks must have run, and in how many places secrets must have been looked for: what did not run proves nothing. */
const leastChecks = 180
const leastSinks = 18

/**
 * The summary of `npm run test:security`. Each test is one check; what they found out besides is noted by
 * test/support/security/noted.ts.
 *
 * @param {readonly TestCase[]} tests
 * @param {readonly string[]} failures A line for each check that failed, and for what failed outside of one.
 * @returns {import('./results.mjs').Summary}
 */
export function securitySummary(tests, failures) {
  const facts = tests.flatMap((test) => test.meta().security ?? [])
  const counted = (/** @type {'refused' | 'ignored'} */ state) => facts.filter((fact) => fact.switch === state).length
  const leak = facts.find((fact) => fact.leak)?.leak ?? { sinks: 0, hits: 0 }
  const fuses = facts.find((fact) => fact.fuses)?.fuses ?? {}
  const missing = [
    ...(tests.length < leastChecks ? [`${tests.length} checks ran, of at least ${leastChecks}`] : []),
    ...(leak.sinks < leastSinks ? [`secrets were looked for in ${leak.sinks} places, of at least ${leastSinks}`] : []),
    ...(Object.keys(fuses).length < 9 ? ['the nine fuses were not read'] : []),
    ...(facts.some((fact) => fact.hosts) ? [] : ['the hosts were not recorded']),
  ]
  const failed = [...failures, ...missing]
  return {
    content: {
      checks: tests.length,
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed,
      leak,
      fuses,
      hosts: [...new Set(facts.flatMap((fact) => fact.hosts ?? []))],
      switches: { refused: counted('refused'), ignored: counted('ignored') },
    },
    lines: failed.map((line) => `FAILED ${line}`),
    failed: failed.length,
    cells: null,
  }
}
