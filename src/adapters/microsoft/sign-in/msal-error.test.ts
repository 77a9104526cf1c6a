import { InteractionRequiredAuthError, ServerError } from '@azure/msal-node'
import { expect, test } from 'vitest'
import { readMsalError } from './msal-error.ts'

const ids = 'Trace ID: 6f1c2f0e-51c9-4a0f-9f3c-7d2c9a1b0c01 Correlation ID: 0d9a7a56-6f0a-4a43-8d0f-3a1f5c1e2b02'
const sentence = `AADSTS987654: A new - rule. ${ids} Timestamp: 2026-11-23 14:00:00Z`
const own = 'aaaaaaaa-0000-4000-8000-000000000000'

test('Entra’s sentence is taken out of the words that MSAL writes around it, with the id that Entra answered', () => {
  const message = `Error(s): 987654 - Timestamp: 2026-11-23 14:00:00Z - Description: ${sentence} - Correlation ID: 0d9a7a56-6f0a-4a43-8d0f-3a1f5c1e2b02 - Trace ID: 6f1c2f0e-51c9-4a0f-9f3c-7d2c9a1b0c01`
  expect(readMsalError(new ServerError('invalid_grant', own, message, 'message_only', '987654', 400))).toEqual({
    error: 'invalid_grant',
    suberror: 'message_only',
    description: sentence,
    numbers: [987654],
    correlationId: '0d9a7a56-6f0a-4a43-8d0f-3a1f5c1e2b02',
  })
})

test('a sentence that stands alone is kept whole', () => {
  expect(readMsalError(new InteractionRequiredAuthError('interaction_required', own, sentence))).toMatchObject({
    description: sentence,
    suberror: null,
    numbers: [],
    correlationId: '0d9a7a56-6f0a-4a43-8d0f-3a1f5c1e2b02',
  })
})

test('without an id of Entra’s, MSAL’s own is kept', () => {
  expect(readMsalError(new ServerError('invalid_grant', own, 'No.')).correlationId).toBe(own)
})
