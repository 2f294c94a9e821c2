import { LEGACY_USERS_SCRIPT } from './installed';
import { placeFile, SECURITY_FILE, writeSettings, type Root } from './root';
import { createDatabase } from './script';

/** Made up; eight letters, since Legacy_Auth reads no more. */
export const PASSWORD = 'sandbox1';

/** The administrator, and the user as whom Streamsoft itself connects (streamsoft.md 2). */
const USERS = ['SYSDBA', 'SYSSTR'] as const;

const alter = (user: string, plugin: string) =>
	`CREATE OR ALTER USER ${user} PASSWORD '${PASSWORD}' USING PLUGIN ${plugin}`;

/** How Srp's salt of SYSDBA begins, see the switch `srpSalt`; SYSSTR's always begins as most do. */
export type Salt = 'usual' | 'leadingZero';

/** The users of this root, for both ways to sign in. */
export async function placeUsers(root: Root, salt: Salt): Promise<void> {
	writeSettings(root, { port: 0, authServer: 'Srp256', wireCrypt: 'Enabled' });
	await placeFile(root, SECURITY_FILE, `users ${salt}`, async (path) => {
		const lines = [
			`IN ${LEGACY_USERS_SCRIPT};`,
			'COMMIT;',
			...USERS.flatMap((user) => [`${alter(user, 'Srp')};`, `${alter(user, 'Legacy_UserManager')};`]),
			'COMMIT;',
		];
		lines.push(...USERS.map((user) => renew(user, user === 'SYSDBA' && salt === 'leadingZero')));
		await createDatabase(root, path, 'UTF8', lines.join('\n'), 'SYSDBA');
	});
}

/** A new password gives a new salt, by chance: until it is of the sort that is wanted. */
const renew = (user: string, leadingZero: boolean) => `SET TERM ^ ;
EXECUTE BLOCK AS
DECLARE SOL VARCHAR(64) CHARACTER SET OCTETS;
BEGIN
  IN AUTONOMOUS TRANSACTION DO SELECT PLG$SALT FROM PLG$SRP WHERE PLG$USER_NAME = '${user}' INTO :SOL;
  WHILE (ASCII_VAL(SUBSTRING(SOL FROM 1 FOR 1)) ${leadingZero ? '>=' : '<'} 16) DO BEGIN
    IN AUTONOMOUS TRANSACTION DO EXECUTE STATEMENT '${alter(user, 'Srp').replaceAll("'", "''")}';
    IN AUTONOMOUS TRANSACTION DO SELECT PLG$SALT FROM PLG$SRP WHERE PLG$USER_NAME = '${user}' INTO :SOL;
  END
END^
COMMIT^
SET TERM ; ^`;
