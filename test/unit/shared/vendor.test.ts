import { looseObject, nullish, oneOf, string } from '../../../nodes/shared/vendor';

describe('vendor', () => {
	it('gives the rooms what they describe replies with', () => {
		const reply = looseObject({ id: string(), status: oneOf(['active', 'done']), text: nullish(string()) });
		expect(reply.parse({ id: '1', status: 'done', more: 1 })).toEqual({ id: '1', status: 'done', more: 1 });
		expect(reply.safeParse({ id: 1, status: 'done' }).error?.issues[0]?.path).toEqual(['id']);
	});
});
