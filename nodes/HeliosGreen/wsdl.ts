/** The services' own description in our words, after helios-green.md 1.1 and 1.2: SOAP 1.1, document/literal, every parameter a string. */
const NAMESPACE = 'http://lcs.cz/webservices/';

interface Operation {
	name: string;
	parameters: readonly string[];
}

const GATE: readonly Operation[] = [
	{ name: 'LogOn', parameters: ['profile', 'username', 'password', 'language', 'options'] },
	{ name: 'ProcessXml', parameters: ['sessionToken', 'inputXml'] },
	{ name: 'LogOff', parameters: ['sessionToken'] },
	{ name: 'KeepAlive', parameters: ['sessionToken'] },
];
const DATA: readonly Operation[] = [{ name: 'GetInfo', parameters: ['myCode', 'myValue'] }];

const element = (name: string, parts: readonly string[]): string =>
	`<s:element name="${name}"><s:complexType><s:sequence>${parts
		.map((part) => `<s:element minOccurs="0" maxOccurs="1" name="${part}" type="s:string"/>`)
		.join('')}</s:sequence></s:complexType></s:element>`;

const types = ({ name, parameters }: Operation): string =>
	element(name, parameters) + element(`${name}Response`, [`${name}Result`]);

const messages = ({ name }: Operation): string =>
	`<wsdl:message name="${name}In"><wsdl:part name="parameters" element="t:${name}"/></wsdl:message>` +
	`<wsdl:message name="${name}Out"><wsdl:part name="parameters" element="t:${name}Response"/></wsdl:message>`;

const portType = (port: string, operations: readonly Operation[]): string =>
	`<wsdl:portType name="${port}">${operations
		.map(
			({ name }) =>
				`<wsdl:operation name="${name}"><wsdl:input message="t:${name}In"/><wsdl:output message="t:${name}Out"/></wsdl:operation>`,
		)
		.join('')}</wsdl:portType>`;

const BODY = '<soap:body use="literal"/>';

const binding = (port: string, operations: readonly Operation[]): string =>
	`<wsdl:binding name="${port}" type="t:${port}"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>${operations
		.map(
			({ name }) =>
				`<wsdl:operation name="${name}"><soap:operation soapAction="${NAMESPACE}${name}" style="document"/>` +
				`<wsdl:input>${BODY}</wsdl:input><wsdl:output>${BODY}</wsdl:output></wsdl:operation>`,
		)
		.join('')}</wsdl:binding>`;

const service = (name: string, port: string): string =>
	`<wsdl:service name="${name}"><wsdl:port name="${port}" binding="t:${port}"><soap:address location="https://host.invalid/"/></wsdl:port></wsdl:service>`;

export const WSDL_TEXT = [
	'<?xml version="1.0" encoding="utf-8"?>',
	'<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
	` xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:t="${NAMESPACE}" targetNamespace="${NAMESPACE}">`,
	`<wsdl:types><s:schema elementFormDefault="qualified" targetNamespace="${NAMESPACE}">`,
	...[...GATE, ...DATA].map(types),
	'</s:schema></wsdl:types>',
	...[...GATE, ...DATA].map(messages),
	portType('ServiceGateSoap', GATE),
	portType('DataSoap', DATA),
	binding('ServiceGateSoap', GATE),
	binding('DataSoap', DATA),
	service('ServiceGate', 'ServiceGateSoap'),
	service('Data', 'DataSoap'),
	'</wsdl:definitions>',
].join('');
