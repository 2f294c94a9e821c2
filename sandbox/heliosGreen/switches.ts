/**
 * One switch per fact about the ServiceGate that is inferred, contradicted between sources or open (numbers are sections
 * of helios-green.md). The defaults are what the reference holds most likely; where it holds nothing, the stricter reading.
 */
export interface HeliosGreenSwitches {
	// Transport (1, 5)
	/** GET ?wsdl answers a WSDL (5.1: optional), or 404. */
	wsdlPublished: boolean;
	/** Content types taken of a POST (1: only text/xml was seen); another is answered 415. */
	contentType: 'textXml' | 'any';
	/** IIS lets callers in without Windows sign-in (1); off: 401 to everything. */
	anonymousAllowed: boolean;
	/** Every POST fails below the application: with an HTML page, or with a SOAP Fault, both 500 (1). */
	outage: 'none' | 'htmlPage' | 'soapFault';
	/** Data.asmx is there (1.2: many sites may expose ServiceGate.asmx only). */
	dataService: boolean;
	/** GETAPPVERSION's answer (1.2). */
	serverVersion: string;
	/** GETLANGUAGES is known; older servers answer ERROR: (1.2). */
	languagesListed: boolean;
	/** Form of GETDBPROFILES' XML (1.2: "XML with name/server/db"). */
	profilesAs: 'attributes' | 'elements';
	/** Application path that GETREDIRECTINFO sends to; empty: the one that was asked (1.2). */
	redirectPath: string;
	/** How the XML lies in ProcessXmlResult (2). */
	resultAs: 'escaped' | 'cdata';
	/** An XSLT of the server turns every result into something else (2). */
	resultForm: 'xml' | 'text' | 'html';

	// Sessions (1.1, 1.3, 6)
	/** The number after the comma of LogOnResult. */
	logOnSeconds: number;
	/** KeepAliveResult. */
	keepAliveSeconds: number;
	/** Simulated seconds without a call after which a session ends. */
	idleSeconds: number;
	/** Sessions at one time, 0 is no limit; one more is answered ERROR:. */
	maxSessions: number;
	/** Part of LogOnResult that is taken as token: before the comma, all of it, or either. */
	token: 'either' | 'cut' | 'whole';
	/** What ProcessXml answers to a token that is dead: RESULT with FAIL, a SOAP Fault 500, or ERROR: text. */
	deadSession: 'result' | 'fault' | 'error';

	// Spelling (2)
	/** Names in requests need the reference's case. */
	requestCase: 'exact' | 'any';
	/** An element or attribute that a message does not have: refused, or passed over. */
	strayNames: 'refuse' | 'ignore';
	/** Attribute names of answers as in the reference, or all in upper case. */
	answerCase: 'asWritten' | 'upper';
	/** Column names of data rows as the alias is written, or in upper case. */
	columnCase: 'asWritten' | 'upper';
	/** Words like greaterThanOrEqual; `pascal` is GreaterThanOrEqual and also written so; `any` reads every case. */
	enumSpelling: 'camel' | 'pascal' | 'any';
	/** Messages that the user has no right to, comma-separated (2.1: QUERYSELECT needs a right). */
	forbidden: string;

	// Times (2)
	/** IANA zone of the server's date-times, which carry none. */
	serverZone: string;
	/** 'yyyy-MM-dd HH:mm:ss', or with a T as XSD has it. Both are read. */
	dateTimeAs: 'space' | 'iso';
	/** Times are kept to the millisecond though shown to the second: sorting then sees more than a client. */
	keepMilliseconds: boolean;
	/** What is done on the screens keeps its time but shows only after this much simulated time. */
	lateCommitMs: number;

	// BROWSE (2.3, 6)
	/** The definition lies in BROWSE itself, or inside a browse element below it. */
	browseNesting: 'canonical' | 'wrapped';
	/** Values of conditions are elements (valueToCompare, value, …), or attributes of the condition. */
	conditionValues: 'element' | 'attribute';
	/** Datastore lies in data, or in browse directly. */
	datastoreIn: 'data' | 'browse';
	/** Columns of a DataRow. */
	rowsAs: 'attributes' | 'elements';
	/** A null: an element with IsNull="True", nothing at all, or an empty value. */
	nullAs: 'isNull' | 'absent' | 'empty';
	/** Datastore begins with Definition. */
	definition: boolean;
	/** upper="-1" reads everything; off: it is refused. */
	minusOneUnbounded: boolean;
	/** Most rows of one BROWSE; 0 is no limit. */
	rowCap: number;
	/** More rows wanted than `rowCap`: only so many come, or FAIL. */
	overCap: 'cut' | 'fail';
	/** A date-time in a condition is compared by whole days (the historical behaviour), or exactly (2.3.1). */
	dateFilter: 'day' | 'exact';
	/** Texts are compared and sorted without regard to case. */
	textIgnoresCase: boolean;
	/** Rows that the sort leaves equal come by number, or in another order each time. */
	tieOrder: 'number' | 'unstable';
	/** A template whose base filter has arguments needs each given or skipped; off: missing ones are skipped. */
	argumentsDemanded: boolean;

	// RUN (2.4, 6)
	/** Attribute of a RECORD that holds the record's number, in every message. */
	recordNumber: 'either' | 'recordNumber' | 'SUBJECTID';
	/** Where functions look for their records: as each was seeded, or this for all. */
	functionInput: 'seeded' | 'any' | 'records' | 'params' | 'userData';
	/** A function that finds no record in the place where it looks: FAIL, or success without effect. */
	runWithoutRecords: 'fail' | 'success';
	/** `withError` does not do the last record, `failure` none, `warning` does all and warns. */
	runOutcome: 'asDone' | 'warning' | 'withError' | 'failure';
	/** STATE of a RUNRESULT whose auditlog says failure. */
	failedRunState: 'SUCCESS' | 'FAIL';
	/** Place of id, state, when, severity and level in auditlog. */
	auditlogAs: 'attributes' | 'elements';
	/** When auditlogDetail asks for no entries: an auditlog with its state alone, or none. */
	quietAuditlog: 'stateOnly' | 'absent';
	/** Marking rows as synchronised counts as a change of them (last_update moves). */
	markTouchesUpdated: boolean;
	/** An edit on the screens takes away what mark functions set. */
	editClearsMarks: boolean;
	/** USERDATA of answers is escaped once more (2.4). */
	userDataEncoded: boolean;

	// Records (2.5, 2.6)
	/** Attribute(s) with the number in RECORDs of answers. */
	recordsAnswer: 'both' | 'recordNumber' | 'SUBJECTID';
	/** RECORDs of an answer lie in RECORDS, or below the root. */
	resultRecordsIn: 'RECORDS' | 'root';
	/** One RECORD that fails undoes the others of its INSERTUPDATE. */
	insertUpdateAtomic: boolean;
	/** An update that changes nothing moves last_update. */
	unchangedTouchesUpdated: boolean;
	/** RETRIEVE of a record that is not there: FAIL, or it is left out. */
	retrieveMissing: 'fail' | 'skip';
	/** DELETE of a record that others point to: FAIL, or their relation is emptied. */
	deleteReferenced: 'refuse' | 'clear';
}

export const defaultSwitches = (): HeliosGreenSwitches => ({
	wsdlPublished: true,
	contentType: 'textXml',
	anonymousAllowed: true,
	outage: 'none',
	dataService: true,
	serverVersion: '46.16.00',
	languagesListed: true,
	profilesAs: 'attributes',
	redirectPath: '',
	resultAs: 'escaped',
	resultForm: 'xml',
	logOnSeconds: 900,
	keepAliveSeconds: 300,
	idleSeconds: 3600,
	maxSessions: 0,
	token: 'either',
	deadSession: 'result',
	requestCase: 'exact',
	strayNames: 'refuse',
	answerCase: 'asWritten',
	columnCase: 'asWritten',
	enumSpelling: 'camel',
	forbidden: 'QUERYSELECT',
	serverZone: 'Europe/Prague',
	dateTimeAs: 'space',
	keepMilliseconds: false,
	lateCommitMs: 0,
	browseNesting: 'canonical',
	conditionValues: 'element',
	datastoreIn: 'data',
	rowsAs: 'attributes',
	nullAs: 'isNull',
	definition: true,
	minusOneUnbounded: true,
	rowCap: 0,
	overCap: 'cut',
	dateFilter: 'day',
	textIgnoresCase: true,
	tieOrder: 'number',
	argumentsDemanded: true,
	recordNumber: 'either',
	functionInput: 'seeded',
	runWithoutRecords: 'fail',
	runOutcome: 'asDone',
	failedRunState: 'SUCCESS',
	auditlogAs: 'attributes',
	quietAuditlog: 'stateOnly',
	markTouchesUpdated: false,
	editClearsMarks: true,
	userDataEncoded: false,
	recordsAnswer: 'both',
	resultRecordsIn: 'RECORDS',
	insertUpdateAtomic: true,
	unchangedTouchesUpdated: false,
	retrieveMissing: 'fail',
	deleteReferenced: 'refuse',
});

/** Allowed values of the switches that are few words, for the back door to check. */
export const switchChoices = {
	contentType: ['textXml', 'any'],
	outage: ['none', 'htmlPage', 'soapFault'],
	profilesAs: ['attributes', 'elements'],
	resultAs: ['escaped', 'cdata'],
	resultForm: ['xml', 'text', 'html'],
	token: ['either', 'cut', 'whole'],
	deadSession: ['result', 'fault', 'error'],
	requestCase: ['exact', 'any'],
	strayNames: ['refuse', 'ignore'],
	answerCase: ['asWritten', 'upper'],
	columnCase: ['asWritten', 'upper'],
	enumSpelling: ['camel', 'pascal', 'any'],
	dateTimeAs: ['space', 'iso'],
	browseNesting: ['canonical', 'wrapped'],
	conditionValues: ['element', 'attribute'],
	datastoreIn: ['data', 'browse'],
	rowsAs: ['attributes', 'elements'],
	nullAs: ['isNull', 'absent', 'empty'],
	overCap: ['cut', 'fail'],
	dateFilter: ['day', 'exact'],
	tieOrder: ['number', 'unstable'],
	recordNumber: ['either', 'recordNumber', 'SUBJECTID'],
	functionInput: ['seeded', 'any', 'records', 'params', 'userData'],
	runWithoutRecords: ['fail', 'success'],
	runOutcome: ['asDone', 'warning', 'withError', 'failure'],
	failedRunState: ['SUCCESS', 'FAIL'],
	auditlogAs: ['attributes', 'elements'],
	quietAuditlog: ['stateOnly', 'absent'],
	recordsAnswer: ['both', 'recordNumber', 'SUBJECTID'],
	resultRecordsIn: ['RECORDS', 'root'],
	retrieveMissing: ['fail', 'skip'],
	deleteReferenced: ['refuse', 'clear'],
} satisfies { [K in keyof HeliosGreenSwitches]?: HeliosGreenSwitches[K][] };
