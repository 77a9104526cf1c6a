import { serverVersions } from './schema/enumerations.ts'
import { impersonationHeader, requests, type Operation } from './schema/requests.ts'
import { messagesNamespace, typesNamespace } from './schema/schema.ts'
import { SchemaViolation, validate } from './schema/validate.ts'
import { SoapFault, soapNamespace } from './soap.ts'
import { attribute, child, parseXml, XmlProblem, type Element, type Position } from './xml.ts'

/** One request to Exchange Web Services that fits the schema. */
export interface ExchangeRequest {
  readonly operation: Operation
  readonly element: Element
  /** The impersonated mailbox, and which kind of address names it; undefined without the header. */
  readonly impersonated: { readonly kind: string; readonly value: string } | undefined
}

/** Reads a SOAP request. Throws SoapFault: ErrorSchemaValidation with line, position and violation for what does not fit. */
export function readRequest(text: string): ExchangeRequest {
  try {
    return read(parseXml(text))
  } catch (error) {
    if (error instanceof XmlProblem) {
      throw schemaFault(`${error.message} Line ${error.at.line}, position ${error.at.column}.`, error.at)
    }
    if (error instanceof SchemaViolation) throw schemaFault(error.message, error.at)
    throw error
  }
}

function read(envelope: Element): ExchangeRequest {
  if (envelope.namespace !== soapNamespace || envelope.name !== 'Envelope') throw unknown(envelope)
  const body = child(envelope, soapNamespace, 'Body')
  if (body === undefined) {
    throw new SchemaViolation(
      `The element 'Envelope' in namespace '${soapNamespace}' has incomplete content.`,
      envelope.end,
    )
  }
  const impersonated = readHeader(child(envelope, soapNamespace, 'Header'))
  const [element, ...more] = body.children
  if (element === undefined) {
    throw new SchemaViolation(`The element 'Body' in namespace '${soapNamespace}' has incomplete content.`, body.end)
  }
  const [second] = more
  if (second !== undefined) throw unknown(second)
  if (element.namespace !== messagesNamespace) throw unknown(element)
  if (!isOperation(element.name)) {
    // Microsoft's service has many more operations. This refusal is the practice tenant's own.
    throw new SoapFault('ErrorInvalidRequest', `The practice tenant does not answer ${element.name}.`)
  }
  validate(element, requests[element.name])
  return { operation: element.name, element, impersonated }
}

function isOperation(name: string): name is Operation {
  return Object.hasOwn(requests, name)
}

function readHeader(header: Element | undefined): ExchangeRequest['impersonated'] {
  if (header === undefined) return undefined
  const version = child(header, typesNamespace, 'RequestServerVersion')
  if (version !== undefined && !serverVersions.values.includes(attribute(version, 'Version') ?? '')) {
    throw new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.')
  }
  const impersonation = child(header, typesNamespace, 'ExchangeImpersonation')
  if (impersonation === undefined) return undefined
  validate(impersonation, impersonationHeader)
  const sid = impersonation.children[0]?.children[0]
  return sid === undefined ? undefined : { kind: sid.name, value: sid.text }
}

function unknown({ namespace, name, at }: Element): SchemaViolation {
  const whole = namespace === '' ? name : `${namespace}:${name}`
  return new SchemaViolation(`Could not find schema information for the element '${whole}'.`, at)
}

/** https://github.com/MicrosoftDocs/office-developer-exchange-docs/blob/main/docs/web-service-reference/findconversation-operation.md */
function schemaFault(violation: string, at: Position): SoapFault {
  return new SoapFault(
    'ErrorSchemaValidation',
    `The request failed schema validation: ${violation}`,
    { LineNumber: String(at.line), LinePosition: String(at.column), Violation: violation },
    'The request failed schema validation.',
  )
}
