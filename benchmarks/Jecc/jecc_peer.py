"""PyTorch's side of `./eds bench jecc`: the chain of the paper in plain float32 modules, one pair at a time.

    jecc_peer.py WEIGHTS HANDOVER THREADS

HANDOVER holds pictures, sentences and what the other side made of the first of them. Prints torch's version, then
answers lines: "check" with "ok", and "paper|guess COUNT" with the seconds of each stage over the first pairs.
"""
import json
import math
import os
import struct
import sys
import time

try:
    import torch
except ImportError:
    sys.exit(1)
from jecc_networks import DEGREES, Adapter, Fields, Generator, InversionEncoder, LpipsP, Predictor, Reader

SNR_DB = 6
PAPER_ITERATIONS, PAPER_RATE = 110, 0.1
GUESS_ITERATIONS, GUESS_RATE = 20, 0.2
SHORTEST_MOVE = 0.03
MOST_MOVES, STEP_LENGTH, CONFIDENCE = 24, 0.5, 0.8
TOLERANCE = 1e-3
GRADIENT_TOLERANCE = 1e-2  # where rounding puts a ReLU on its other side, or turns a pixel of hardly any features
TYPES = {"F32": torch.float32, "F16": torch.float16, "I64": torch.int64}


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, info in header.items():
        begin, end = info["data_offsets"]
        flat = torch.frombuffer(data, dtype=TYPES[info["dtype"]], offset=begin, count=math.prod(info["shape"]))
        tensors[name] = (flat.float() if flat.is_floating_point() else flat.clone()).view(info["shape"])
    return tensors


# ---------------------------------------------------------------- the chain


def unit_power(z):
    return z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-12)


def awgn(symbols, noise):
    """What an MMSE receiver makes of symbols [N, k] of unit power plus noise of unit power, scaled to the SNR."""
    variance = 10 ** (-SNR_DB / 10)
    return (symbols + noise * math.sqrt(variance)) / (1 + variance)


def mean_degree(chances):
    return sum(degree * chance for degree, chance in enumerate(chances))


def ramp(place):
    """Talk-to-Edit's schedule of the rate: up over the first 5 %, down as a cosine over the last 25 %."""
    return min(1, place / 0.05) * (0.5 - 0.5 * math.cos(math.pi * min(1, (1 - place) / 0.25)))


def spread(vectors):
    """The Walsh-Hadamard transform [N, k], its own inverse."""
    size, half = vectors.shape[1], 1
    vectors = vectors / math.sqrt(size)
    while half < size:
        first, second = vectors.view(-1, size // (2 * half), 2, half).unbind(2)
        vectors, half = torch.stack([first + second, first - second], 2), half * 2
    return vectors.view(-1, size)


class Chain:
    def __init__(self, weights):
        def load(network, name, prefix=""):
            state = read_safetensors(os.path.join(weights, name + ".safetensors"))
            chosen = {key[len(prefix):]: value for key, value in state.items() if key.startswith(prefix)}
            network.load_state_dict(chosen)
            return network.eval().requires_grad_(False)

        shapes = read_safetensors(os.path.join(weights, "generator.safetensors"))
        levels = sum(key.startswith("to_rgbs") and key.endswith(".conv.weight") for key in shapes)
        widths = [shapes["to_rgb1.conv.weight"].shape[2]]
        widths += [shapes[f"to_rgbs.{level}.conv.weight"].shape[2] for level in range(levels)]
        self.generator = load(Generator(widths), "generator")
        shapes = read_safetensors(os.path.join(weights, "text.safetensors"))
        words, size = shapes["lstm.word2vec.weight"].shape[0], shapes["lstm.rnn.weight_hh_l0"].shape[1]
        self.reader = load(Reader(words, size), "text")
        self.perceptual = load(LpipsP(), "perceptual")
        self.predictor = load(Predictor(), "predictor")
        self.encoder = load(InversionEncoder(), "inversion")
        self.fields = load(Fields(), "fields").fields
        self.sender = load(Adapter(), "adapters", f"{SNR_DB}dB.encoder.")
        self.receiver = load(Adapter(), "adapters", f"{SNR_DB}dB.decoder.")

    def losses(self, z, image, taps):
        made = self.generator(z)
        return self.perceptual(self.perceptual.taps(made), taps), (made - image).square().mean([1, 2, 3])

    def invert(self, image, start, iterations, rate):
        """Eq. 8 and 9: the z [1, latent] of the lowest J that Adam meets, and its J."""
        with torch.no_grad():
            taps = self.perceptual.taps(image)
        z = start.clone().requires_grad_()
        optimizer = torch.optim.Adam([z], lr=rate, betas=(0.9, 0.99), eps=1e-4)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda move: ramp((move + 1) / (iterations + 1)))
        best, lowest = start, math.inf
        for _ in range(iterations):
            optimizer.zero_grad()
            loss = sum(self.losses(z, image, taps)).sum()
            loss.backward()
            if loss.item() < lowest:
                best, lowest = z.detach().clone(), loss.item()
            optimizer.step()
            schedule.step()
        return best, lowest

    @torch.no_grad()
    def edit(self, z, request):
        """Eq. 10 and 11: z moved until the predictor agrees, and the moves that it took."""
        z = unit_power(z)
        seen = self.predictor(self.generator(z))[0].softmax(1)
        present = seen.argmax(1).tolist()
        if request is None:
            return z, 0
        attribute, change, target = request
        now = present[attribute]
        wanted = min(max(now + change if target is None else target, 0), DEGREES - 1)
        if wanted == now:
            return z, 0
        direction, length = (1 if wanted > now else -1), STEP_LENGTH
        best, score = z, -abs(wanted - mean_degree(seen[attribute].tolist()))
        for moves in range(1, MOST_MOVES + 1):
            z = unit_power(z + direction * length * self.fields[attribute](z))
            chances = self.predictor(self.generator(z))[0, attribute].softmax(0).tolist()
            agrees, missing = chances.index(max(chances)) == wanted, wanted - mean_degree(chances)
            worth = 1 + chances[wanted] if agrees else -abs(missing)
            if worth > score:
                best, score = z, worth
            if agrees and chances[wanted] >= CONFIDENCE:
                break
            turn = 1 if missing > 0 else -1
            if turn != direction:
                direction, length = turn, length / 2
            if length < SHORTEST_MOVE:
                break
        return best, moves

    @torch.no_grad()
    def send(self, z, noise):
        return awgn(unit_power(spread(self.sender(z))), noise)

    @torch.no_grad()
    def receive(self, symbols):
        return self.generator(self.receiver(spread(symbols)))

    def measure(self, setting, image, words):
        """The seconds of text, inversion, matching, adapter and air, and receiver."""
        times = [time.perf_counter()]
        with torch.no_grad():
            request = self.reader(words)
        times.append(time.perf_counter())
        if setting == "paper":
            z, _ = self.invert(image, torch.randn(1, 512), PAPER_ITERATIONS, PAPER_RATE)
        else:
            with torch.no_grad():
                start = self.encoder(image)
            z, _ = self.invert(image, start, GUESS_ITERATIONS, GUESS_RATE)
        times.append(time.perf_counter())
        z, _ = self.edit(z, request)
        times.append(time.perf_counter())
        received = self.send(z, torch.randn(1, 512))
        times.append(time.perf_counter())
        self.receive(received)
        times.append(time.perf_counter())
        return [after - before for before, after in zip(times, times[1:])]


# ---------------------------------------------------------------- the check that both sides compute the same


def require(name, ours, theirs, tolerance=TOLERANCE):
    error = float((ours - theirs).norm() / theirs.norm())
    if not error <= tolerance:
        sys.exit(f"{name} differs by {error:.2g} of its length, more than {tolerance}: not the same computation")


def request_of(row):
    attribute, change, target = row.tolist()
    return None if attribute < 0 else (attribute, change or None, target if target >= 0 else None)


def check(chain, given):
    """Item by item, each stage from the other side's input to it; sentences by what they are understood as."""
    for item, row in enumerate(given["requests"]):
        with torch.no_grad():
            ours = chain.reader(given[f"words.{item}"])
        if ours != request_of(row):
            sys.exit(f"sentence {item} is read as {ours}, on the other side as {request_of(row)}")
    for item in range(len(given["start"])):
        image, start = given["images"][item:item + 1], given["start"][item:item + 1]
        expect = {key: value[item:item + 1] for key, value in given.items() if not key.startswith("words.")}
        with torch.no_grad():
            made = chain.generator(start)
            require("the generator's image", made, expect["image"])
            require("the predictor's logits", chain.predictor(made), expect["logits"])
            require("the encoder's guess", chain.encoder(image), expect["guess"])
            parts = torch.stack(chain.losses(start, image, chain.perceptual.taps(image)), 1)
            require("LPIPS-P and squared error", parts, expect["losses"])
            moves = torch.stack([field(start) for field in chain.fields], 1)
            require("the fields' moves", moves, expect["fields"])
        z = start.clone().requires_grad_()
        loss = sum(chain.losses(z, image, chain.perceptual.taps(image))).sum()
        require("the gradient of J", torch.autograd.grad(loss, z)[0], expect["gradient"], GRADIENT_TOLERANCE)
        _, loss = chain.invert(image, start, int(given["iterations"]), float(given["rate"]))
        require("J after some iterations", torch.tensor([loss]), expect["loss"])
        edited, count = chain.edit(expect["guess"], request_of(given["requests"][item]))
        require("the edited z", edited, expect["edited"])
        if count != int(expect["moves"]):
            sys.exit(f"the edit took {count} moves, on the other side {int(expect['moves'])}")
        if abs(float(expect["noise"].std()) - 1) > 0.15:
            sys.exit(f"the noise of the air is off by a factor of {float(expect['noise'].std()):.2f}")
        received = chain.send(expect["edited"], expect["noise"])
        require("the received symbols", received, expect["received"])
        require("the received image", chain.receive(received), expect["picture"])


def main(weights, handover, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    print(torch.__version__, flush=True)
    chain, given = Chain(weights), read_safetensors(handover)
    for line in sys.stdin:
        question, *count = line.split()
        if question == "check":
            check(chain, given)
            print("ok", flush=True)
            continue
        rows = [chain.measure(question, given["images"][i:i + 1], given[f"words.{i}"]) for i in range(int(count[0]))]
        print(*(sum(stage) for stage in zip(*rows)), flush=True)


main(*sys.argv[1:])
