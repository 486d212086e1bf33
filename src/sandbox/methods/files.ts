import { z } from 'zod';
import { post } from '../acts/post.ts';
import type { SharedFile } from '../contract.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import { maxFileBytes, type StoredFile } from '../state/files.ts';
import { seconds } from '../state/identifiers.ts';
import type { World } from '../world.ts';
import { type Call, type Method, writableChannel } from './call.ts';

export const fileMethods = {
  'files.getUploadURLExternal': reserve,
  'files.completeUploadExternal': complete,
} satisfies Record<string, Method>;

const uploads = z
  .array(z.object({ id: z.string(), title: z.string().optional() }))
  .min(1)
  .max(20);

function reserve({ world, args }: Call): Record<string, unknown> {
  const name = args.needed('filename');
  const length = args.count('length', 0, Number.MAX_SAFE_INTEGER);
  if (length < 1) return no('missing_argument');
  if (length > maxFileBytes) return no('file_upload_size_restricted');
  const { id, path } = world.files.reserve({
    name,
    title: name,
    length,
    user: app.botUserId,
    created: seconds(),
  });
  return { upload_url: `${world.url}${path}`, file_id: id };
}

function complete(call: Call): Record<string, unknown> {
  const { world, args } = call;
  args.needed('files');
  const parsed = uploads.safeParse(args.json('files', 'invalid_arguments'));
  if (!parsed.success) return no('invalid_arguments');
  const files = parsed.data.map(({ id, title }) => {
    const file = world.files.get(id);
    if (!file?.bytes) return no('file_not_found');
    if (title) file.title = title;
    return file;
  });
  if (args.has('channel_id')) share(call, files);
  return { files: files.map((file) => wire(world, file)) };
}

/** Slack shares a file a moment later and does not tell the message's time; here it stands at once. */
function share({ world, args }: Call, files: StoredFile[]): void {
  const channel = writableChannel({ world, args: args.renamed('channel_id', 'channel') });
  const threadTs = args.text('thread_ts');
  post(world, channel, {
    user: app.botUserId,
    text: args.text('initial_comment') ?? '',
    subtype: 'file_share',
    files: files.map((file) => shared(world, file)),
    ...(threadTs && { threadTs }),
  });
}

function shared(world: World, file: StoredFile): SharedFile {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: 'text/plain',
    size: file.length,
    url: `${world.url}/files/${file.id}/${encodeURIComponent(file.name)}`,
  };
}

function wire(world: World, file: StoredFile): Record<string, unknown> {
  const { url, ...rest } = shared(world, file);
  return {
    ...rest,
    created: file.created,
    timestamp: file.created,
    filetype: 'text',
    user: file.user,
    url_private: url,
    url_private_download: url,
    permalink: url,
  };
}
