import { reads, writes } from '../shared/operation';
import type { GoogleCalendarApi } from './api';

export const read = reads<GoogleCalendarApi>();
export const write = writes<GoogleCalendarApi>();
