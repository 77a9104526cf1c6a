import { serverVersions } from './enumerations.ts'
import { impersonationHeader, requests } from './requests.ts'
import {
  messagesNamespace,
  typesNamespace,
  type ComplexType,
  type ElementRule,
  type EnumerationType,
  type Namespace,
  type Particle,
  type SchemaType,
} from './schema.ts'

/**
 * services.wsdl, types.xsd and messages.xsd: the subset of Microsoft's that this tenant answers, written from the rules
 * that requests are checked against. Responses are described by their elements' names only.
 */

const xmlSchema = 'http://www.w3.org/2001/XMLSchema'
const prefixes: Readonly<Record<Namespace, string>> = { types: 't', messages: 'm' }
const operations = Object.keys(requests)

/** Returns every named type that these elements use, each once. */
function typesIn(rules: readonly ElementRule[]): (ComplexType | EnumerationType)[] {
  const found = new Map<string, ComplexType | EnumerationType>()
  const visit = (type: SchemaType): void => {
    if (type.kind !== 'complex' && type.kind !== 'enumeration') return
    if (found.has(type.name)) return
    found.set(type.name, type)
    if (type.kind === 'enumeration') return
    for (const attribute of type.attributes ?? []) visit(attribute.type)
    for (const particle of type.sequence ?? []) for (const rule of particle.oneOf) visit(rule.type)
  }
  for (const { type } of rules) visit(type)
  return [...found.values()]
}

function nameOf(type: SchemaType): string {
  if (type.kind === 'complex') return `${prefixes[type.namespace]}:${type.name}`
  return type.kind === 'enumeration' ? `t:${type.name}` : `xs:${type.kind}`
}

function writeElement({ namespace, name, type }: ElementRule, home: Namespace, occurs: string): string {
  if (namespace !== home) return `<xs:element ref="${prefixes[namespace]}:${name}"${occurs}/>`
  return `<xs:element name="${name}" type="${nameOf(type)}"${occurs}/>`
}

function writeParticle({ oneOf, min, max }: Particle, home: Namespace): string {
  const occurs = `${min === undefined ? '' : ' minOccurs="0"'}${max === undefined ? '' : ' maxOccurs="unbounded"'}`
  const [only, ...others] = oneOf
  if (only !== undefined && others.length === 0) return writeElement(only, home, occurs)
  return `<xs:choice${occurs}>${oneOf.map((rule) => writeElement(rule, home, '')).join('')}</xs:choice>`
}

function writeType(type: ComplexType | EnumerationType): string {
  if (type.kind === 'enumeration') {
    const values = type.values.map((value) => `<xs:enumeration value="${value}"/>`).join('')
    return `<xs:simpleType name="${type.name}"><xs:restriction base="xs:string">${values}</xs:restriction></xs:simpleType>`
  }
  const { name, namespace, attributes = [], sequence = [], isOpen } = type
  const any = '<xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/>'
  const content = isOpen === true ? any : sequence.map((particle) => writeParticle(particle, namespace)).join('')
  const written = attributes.map(
    (one) => `<xs:attribute name="${one.name}" type="${nameOf(one.type)}"${one.isRequired ? ' use="required"' : ''}/>`,
  )
  return `<xs:complexType name="${name}"><xs:sequence>${content}</xs:sequence>${written.join('')}</xs:complexType>`
}

function schemaOf(namespace: Namespace, target: string, inner: string): string {
  const imported =
    namespace === 'messages' ? `<xs:import namespace="${typesNamespace}" schemaLocation="types.xsd"/>` : ''
  return `<?xml version="1.0" encoding="utf-8"?><xs:schema xmlns:xs="${xmlSchema}" xmlns:t="${typesNamespace}" xmlns:m="${messagesNamespace}" targetNamespace="${target}" elementFormDefault="qualified" version="Exchange2016">${imported}${inner}</xs:schema>`
}

const everyRule: readonly ElementRule[] = [...Object.values(requests), impersonationHeader]
const everyType: readonly (ComplexType | EnumerationType)[] = [...typesIn(everyRule), serverVersions]

function isIn(namespace: Namespace): (type: ComplexType | EnumerationType) => boolean {
  return (type) => (type.kind === 'enumeration' ? 'types' : type.namespace) === namespace
}

export function writeTypesSchema(): string {
  const header = `<xs:element name="${impersonationHeader.name}" type="${nameOf(impersonationHeader.type)}"/>`
  const version =
    '<xs:element name="RequestServerVersion"><xs:complexType><xs:attribute name="Version" type="t:ExchangeVersionType" use="required"/></xs:complexType></xs:element>'
  const inner = everyType.filter(isIn('types')).map(writeType)
  return schemaOf('types', typesNamespace, `${inner.join('')}${header}${version}`)
}

export function writeMessagesSchema(): string {
  const open =
    '<xs:complexType name="ResponseType"><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence></xs:complexType>'
  const elements = Object.values(requests).map(
    ({ name, type }) =>
      `<xs:element name="${name}" type="${nameOf(type)}"/><xs:element name="${name}Response" type="m:ResponseType"/>`,
  )
  const inner = everyType.filter(isIn('messages')).map(writeType)
  return schemaOf('messages', messagesNamespace, `${inner.join('')}${open}${elements.join('')}`)
}

export function writeServiceDescription(): string {
  const part = (name: string, rest: string): string => `<wsdl:${name}${rest}`
  const messages = operations.flatMap((name) => [
    part('message', ` name="${name}SoapIn"><wsdl:part name="request" element="m:${name}"/></wsdl:message>`),
    part(
      'message',
      ` name="${name}SoapOut"><wsdl:part name="${name}Result" element="m:${name}Response"/></wsdl:message>`,
    ),
  ])
  const port = operations.map(
    (name) =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}SoapIn"/><wsdl:output message="tns:${name}SoapOut"/></wsdl:operation>`,
  )
  const binding = operations.map(
    (name) =>
      `<wsdl:operation name="${name}"><soap:operation soapAction="${messagesNamespace}/${name}"/><wsdl:input><soap:body parts="request" use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?><wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="${xmlSchema}" xmlns:t="${typesNamespace}" xmlns:m="${messagesNamespace}" xmlns:tns="${messagesNamespace}" targetNamespace="${messagesNamespace}"><wsdl:types><xs:schema><xs:import namespace="${messagesNamespace}" schemaLocation="messages.xsd"/></xs:schema></wsdl:types>${messages.join('')}<wsdl:portType name="ExchangeServicePortType">${port.join('')}</wsdl:portType><wsdl:binding name="ExchangeServiceBinding" type="tns:ExchangeServicePortType"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${binding.join('')}</wsdl:binding></wsdl:definitions>`
}
