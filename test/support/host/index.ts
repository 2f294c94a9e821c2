export { defaultOwner, type Owner } from './environment';
export { errorOf, outputOf, summaryOf, type Execution, type ExecutionQuery, type ExecutionStatus } from './execution';
export { Host, type Credential, type ImportedWorkflow, type Publication } from './host';
export { ensureHost, type HostInstallation, type Log } from './install';
export type { HostOptions } from './setup';
export { sleep, until } from './wait';
export { pollTimes, prepareWorkflow } from './workflow';
export type { CredentialRef, ImportOptions, NodeJson, NodePatch, NodeType, WorkflowJson } from './workflow';
