import { beforeEach, expect, it, vi } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { checksToMake } from '#core/network/network-check.ts'
import { createStage, scene, sceneAt, type Stage } from '#support/gallery/stage.ts'
import { ProblemState } from '../../shell/problem.svelte.ts'
import { RailState } from '../../shell/rail.svelte.ts'
import { Shell } from '../../shell/shell.svelte.ts'
import { WelcomeState } from '../welcome/welcome.svelte.ts'
import { NetworkState } from './network.svelte.ts'

let asked: Stage['asked'] = []
let show: Stage['show']
let shell: Shell

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T19:07:31Z') })
  const stage = createStage()
  ;({ asked, show } = stage)
  shell = new Shell(stage.assistant)
  await shell.open()
})

it('fills in as the looks end, and says the result only then', () => {
  show(scene('13f-network-looking'))
  const network = new NetworkState(shell)
  expect(network.cards.map(({ state }) => state)).toEqual(['done', 'doing', 'doing', 'done', 'doing'])
  expect(network.announcement).toBe('')
  show(scene('13-network-ok'))
  expect(network.cards.every(({ state }) => state === 'done')).toBe(true)
  expect(network.announcement).toBe('Tout ce dont l’assistant a besoin fonctionne.')
})

it('shows the gravest state of each host, and what was not looked at after a stop', () => {
  show(scene('13g-network-mixed'))
  expect(new NetworkState(shell).cards.map(({ state }) => state)).toEqual([
    'warning',
    'failed',
    'failed',
    'done',
    'done',
  ])
  show(scene('13i-network-stopped'))
  const network = new NetworkState(shell)
  expect(network.cards.map(({ state }) => state)).toEqual(['done', 'to-come', 'to-come', 'to-come', 'to-come'])
  expect(network.failed).toBe(false)
})

it('keeps what support needs of each answer', () => {
  show(scene('13g-network-mixed'))
  expect(new NetworkState(shell).details.map(({ host }) => host)).toEqual([
    'login.microsoftonline.com',
    'outlook.office365.com',
  ])
})

it('marks a host that no source confirms', () => {
  show({ ...sceneAt('network', '13-network-ok'), checks: checksToMake(clouds.china) })
  const marked = new NetworkState(shell).hosts.filter(({ warning }) => warning)
  expect(marked.map(({ name }) => name)).toEqual([`${clouds.china.exchange}:443`])
})

it('is offered by the welcome, for the world that is chosen there', () => {
  const welcome = new WelcomeState(shell)
  welcome.checkConnection()
  welcome.pick('practice')
  welcome.checkConnection()
  expect(asked).toEqual([
    ['checkConnection', { practice: false }],
    ['checkConnection', { practice: true }],
  ])
})

it('is offered after a failure of the network, and after no other', () => {
  show(scene('03d-identity-unreachable'))
  expect(new ProblemState(shell).mayCheckConnection).toBe(true)
  show(scene('06c-run-refused'))
  expect(new ProblemState(shell).mayCheckConnection).toBe(false)
})

it('has a step of its own in the rail', () => {
  show(scene('13h-network-untrusted'))
  expect(new RailState(shell).steps.map(({ code, current }) => [code, current])).toEqual([['N1', true]])
  expect(new RailState(shell).place).toBe('')
})
