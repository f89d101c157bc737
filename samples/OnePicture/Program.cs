// One picture over one link: edited by a sentence, sent in 512 symbols at 6 dB, received, and written to a file.
using EditableDeepSC.Channels.Options;
using EditableDeepSC.Channels.Links;
using EditableDeepSC.Channels.Randomness;
using EditableDeepSC.Models.Codecs;
using EditableDeepSC.Models.Pictures;

double[] snrsDb = [-6, 0, 6, 12, 18];
var codec = new JeccCodec(new(), new DirectoryInfo(args[0]), snrsDb, bankSize: 1, deterministic: false, TimeProvider.System);
using var encoder = codec.CreateEncoder(new WorkerPlace(0, "cpu"));
using var decoder = codec.CreateDecoder(new WorkerPlace(0, "cpu"));

var (seed, user, id) = (new Seed(1), new UserId(0), new TransmissionId(0));
var request = new EditRequest(id, user, new ImageSource.Portrait(seed, 3), "give him a full beard", null, AdapterIndex: 2);
var encoding = encoder.Encode([request])[0]!;
var air = new Transmission(new ChannelRegistry().Channels.Create("rayleigh"));
var (frame, _) = air.Send(encoding, request.AdapterIndex, new ChannelUse(seed, user, id, 0, SnrDb: 6));
ImageFile.Write(args[1], decoder.Decode([frame])[0]!);
Console.WriteLine($"{encoding.Symbols.Length} symbols, {frame.SnrDb:F1} dB: {args[1]}");
