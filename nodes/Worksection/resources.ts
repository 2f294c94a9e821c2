import type { Resource } from '../shared/operation';
import type { WorksectionApi } from './api';
import { comment } from './comment';
import { cost } from './cost';
import { event } from './event';
import { file } from './file';
import { member } from './member';
import { project } from './project';
import { tag } from './tag';
import { task } from './task';
import { timer } from './timer';

export const resources: ReadonlyArray<Resource<WorksectionApi>> = [
	task,
	project,
	comment,
	member,
	tag,
	cost,
	timer,
	file,
	event,
];
