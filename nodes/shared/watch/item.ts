import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { deliveryId } from './delivery';
import type { Delivered } from './feed';

/** One change as the workflow sees it. Its delivery id is the same whenever and wherever the same change is delivered. */
export function toItem(account: string, delivered: Delivered, attempt: number): INodeExecutionData {
	const { id, recordId, event, occurredAt, changes, about, record, ...added } = delivered;
	return {
		json: {
			event,
			id: recordId,
			occurredAt,
			...(changes && { changes: changes as IDataObject }),
			...about,
			record,
			...(added as IDataObject),
			delivery: { id: deliveryId(account, { id, event }), attempt, redelivered: attempt > 1 },
		},
	};
}
