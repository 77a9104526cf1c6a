import { largeCompany } from '#practice/company/seeds/large.ts'
import type { Measured } from './figures.ts'
import { measureRun } from './run.ts'

/** The same run in a company with 20,000 applications and 50,000 users: it must cost what it costs in a small one. */
export async function measureLarge(
  options: Omit<Parameters<typeof measureRun>[0] & object, 'seed'> = {},
): Promise<Measured> {
  const { sequential, requests, ratio } = await measureRun({ ...options, seed: largeCompany })
  return { large: { sequential, requests, ratio } }
}
