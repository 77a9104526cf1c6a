import { expect, test } from 'vitest'
import { refusedCodes, transientCode } from './response-codes.ts'

test.each([
  ['ErrorServerBusy', 'throttled', 'exchange-busy'],
  ['ErrorExceededConnectionCount', 'throttled', 'exchange-busy'],
  ['ErrorInternalServerError', 'busy', 'exchange-busy'],
  ['ErrorInternalServerTransientError', 'busy', 'exchange-busy'],
  ['ErrorConnectionFailedTransientError', 'busy', 'exchange-busy'],
  ['ErrorRightsManagementTransientException', 'busy', 'exchange-busy'],
  ['ErrorMailboxFailover', 'busy', 'exchange-busy'],
  ['ErrorNoRespondingCASInDestinationSite', 'busy', 'mailbox-elsewhere'],
  ['ErrorProxyServiceDiscoveryFailed', 'busy', 'mailbox-elsewhere'],
])('%s passes by itself', (code, reason, problem) => {
  expect(transientCode(code)).toEqual({ reason, problem })
})

test.each(['NoError', 'ErrorInvalidServerVersion', 'ErrorSchemaValidation', ...Object.keys(refusedCodes)])(
  '%s does not pass by itself',
  (code) => {
    expect(transientCode(code)).toBeNull()
  },
)
