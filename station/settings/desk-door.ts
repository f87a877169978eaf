// What a library may decide about desks on other computers of its network. Knows shapes, help and defaults; who is let in there
// is web-desk.ts's work, and a desk itself is one of the places.
import * as z from 'zod';

/** A name of the DNS, in small letters as browsers send it, or an address of either family without brackets. */
const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|[0-9a-f:.]+)$/,
    'settings.not-a-host',
  );

/** Every address of the machine: then no page's Host can be known by it. */
const isEveryAddress = (host: string): boolean => ['0.0.0.0', '::'].includes(host);

const listenSettings = z
  .strictObject({
    host: hostName
      .describe('Address of this machine in the library’s network, or its name; the desk is served there alone')
      .meta({ own: true }),
    port: z.int().min(1).max(65_535).default(8443).describe('Port of the desk’s pages there'),
    names: z
      .array(hostName)
      .max(8)
      .default([])
      .describe('By what other names browsers may call it; any other is turned away')
      .meta({ own: true }),
    certificate: z
      .strictObject({
        certFile: z
          .string()
          .min(1)
          .describe('PEM file: the certificate of these names, and those between it and its authority'),
        keyFile: z.string().min(1).describe('PEM file of its key, for the station’s user alone; without a passphrase'),
      })
      .nullable()
      .default(null)
      .describe(
        'The library’s own certificate; null: the station makes one, and its fingerprint is in the log. A file’s path begins beside the settings',
      ),
  })
  .refine(({ host, names }) => !isEveryAddress(host) || names.length > 0, {
    path: ['names'],
    message: 'settings.desk-needs-names',
  });
export type DeskListenSettings = z.infer<typeof listenSettings>;

export const deskDoorSettings = z.strictObject({
  listen: listenSettings
    .nullable()
    .default(null)
    .describe('Desks on other computers, by HTTPS; null: the glass of a desk is on this machine only'),
});
