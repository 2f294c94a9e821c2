import { escape } from '../xml/write';
import { NAMESPACE } from './soap';

export interface Service {
	readonly name: string;
	/** Parameters by operation, in order; all are strings, and so is the result (helios-green.md 1, 1.1, 1.2). */
	readonly operations: Readonly<Record<string, readonly string[]>>;
}

export const serviceGate: Service = {
	name: 'ServiceGate',
	operations: {
		LogOn: ['profile', 'username', 'password', 'language', 'options'],
		ProcessXml: ['sessionToken', 'inputXml'],
		LogOff: ['sessionToken'],
		KeepAlive: ['sessionToken'],
	},
};

export const dataService: Service = { name: 'Data', operations: { GetInfo: ['myCode', 'myValue'] } };

const text = (name: string) => `<s:element minOccurs="0" maxOccurs="1" name="${name}" type="s:string"/>`;

const type = (name: string, content: string) =>
	`<s:element name="${name}"><s:complexType><s:sequence>${content}</s:sequence></s:complexType></s:element>`;

const message = (name: string, element: string) =>
	`<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${element}"/></wsdl:message>`;

const literal = '<soap:body use="literal"/>';

/** WSDL 1.1, SOAP 1.1, document/literal wrapped. `address` is where the service is called. */
export function wsdlOf({ name, operations }: Service, address: string): string {
	const names = Object.keys(operations);
	const each = (write: (operation: string) => string) => names.map(write).join('');
	const types = each(
		(operation) =>
			type(operation, operations[operation]!.map(text).join('')) +
			type(`${operation}Response`, text(`${operation}Result`)),
	);
	const messages = each(
		(operation) => message(`${operation}SoapIn`, operation) + message(`${operation}SoapOut`, `${operation}Response`),
	);
	const ports = each(
		(operation) =>
			`<wsdl:operation name="${operation}"><wsdl:input message="tns:${operation}SoapIn"/>` +
			`<wsdl:output message="tns:${operation}SoapOut"/></wsdl:operation>`,
	);
	const bindings = each(
		(operation) =>
			`<wsdl:operation name="${operation}"><soap:operation soapAction="${NAMESPACE}${operation}" style="document"/>` +
			`<wsdl:input>${literal}</wsdl:input><wsdl:output>${literal}</wsdl:output></wsdl:operation>`,
	);
	return (
		'<?xml version="1.0" encoding="utf-8"?><wsdl:definitions xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"' +
		` xmlns:tns="${NAMESPACE}" xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="${NAMESPACE}"` +
		' xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"><wsdl:types>' +
		`<s:schema elementFormDefault="qualified" targetNamespace="${NAMESPACE}">${types}</s:schema></wsdl:types>${messages}` +
		`<wsdl:portType name="${name}Soap">${ports}</wsdl:portType>` +
		`<wsdl:binding name="${name}Soap" type="tns:${name}Soap">` +
		`<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>${bindings}</wsdl:binding>` +
		`<wsdl:service name="${name}"><wsdl:port name="${name}Soap" binding="tns:${name}Soap">` +
		`<soap:address location="${escape(address)}"/></wsdl:port></wsdl:service></wsdl:definitions>`
	);
}
