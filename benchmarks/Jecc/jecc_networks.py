"""The networks of jecc_peer.py, as plain float32 modules; state dicts are those of the weights files."""
import math

import torch
from torch import nn
from torch.nn import functional as F

DEGREES = 6


# ---------------------------------------------------------------- G: StyleGAN2


class PixelNorm(nn.Module):
    def forward(self, z):
        return z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)


class EqualLinear(nn.Module):
    def __init__(self, inputs, outputs, rate=1.0, activate=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.scale, self.rate, self.activate = rate / math.sqrt(inputs), rate, activate

    def forward(self, x):
        x = F.linear(x, self.weight * self.scale, self.bias * self.rate)
        return F.leaky_relu(x, 0.2) * math.sqrt(2) if self.activate else x


class Blur(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("kernel", torch.zeros(4, 4))

    def forward(self, maps):
        channels = maps.shape[1]
        return F.conv2d(maps, self.kernel.expand(channels, 1, 4, 4), padding=1, groups=channels)


class Upsample(Blur):
    def forward(self, image):
        channels = image.shape[1]
        kernel = self.kernel.expand(channels, 1, 4, 4)
        return F.conv_transpose2d(image, kernel, stride=2, padding=1, groups=channels)


class ModulatedConv(nn.Module):
    def __init__(self, inputs, outputs, size, latent, demodulate=True, upsample=False):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, outputs, inputs, size, size))
        self.modulation = EqualLinear(latent, inputs)
        self.scale, self.demodulate = 1 / math.sqrt(inputs * size * size), demodulate
        if upsample:
            self.blur = Blur()
        self.upsample = upsample

    def forward(self, maps, w):
        batch, inputs, height, width = maps.shape
        weight = self.weight * self.scale * self.modulation(w).view(batch, 1, inputs, 1, 1)
        if self.demodulate:
            weight = weight * torch.rsqrt(weight.square().sum([2, 3, 4], keepdim=True) + 1e-8)
        outputs, size = weight.shape[1], weight.shape[3]
        maps = maps.reshape(1, batch * inputs, height, width)
        if self.upsample:
            weight = weight.transpose(1, 2).reshape(batch * inputs, outputs, size, size)
            maps = F.conv_transpose2d(maps, weight, stride=2, groups=batch)
        else:
            weight = weight.view(batch * outputs, inputs, size, size)
            maps = F.conv2d(maps, weight, padding=size // 2, groups=batch)
        maps = maps.view(batch, outputs, *maps.shape[2:])
        return self.blur(maps) if self.upsample else maps


class NoiseStrength(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, maps, noise):
        return maps + self.weight * noise


class BiasedLeakyRelu(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, maps):
        return F.leaky_relu(maps + self.bias.view(1, -1, 1, 1), 0.2) * math.sqrt(2)


class StyledConv(nn.Module):
    def __init__(self, inputs, outputs, latent, upsample=False):
        super().__init__()
        self.conv = ModulatedConv(inputs, outputs, 3, latent, upsample=upsample)
        self.noise = NoiseStrength()
        self.activate = BiasedLeakyRelu(outputs)

    def forward(self, maps, w, noise):
        return self.activate(self.noise(self.conv(maps, w), noise))


class ToRgb(nn.Module):
    def __init__(self, inputs, latent, upsample=True):
        super().__init__()
        self.conv = ModulatedConv(inputs, 3, 1, latent, demodulate=False)
        self.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))
        if upsample:
            self.upsample = Upsample()

    def forward(self, maps, w, below=None):
        image = self.conv(maps, w) + self.bias
        return image if below is None else image + self.upsample(below)


class ConstantInput(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.input = nn.Parameter(torch.randn(1, channels, 4, 4))


class Generator(nn.Module):
    def __init__(self, widths, latent=512, mapping=4):
        """The widths of the maps at 4, 8, 16, ... pixels."""
        super().__init__()
        layers = [EqualLinear(latent, latent, rate=0.01, activate=True) for _ in range(mapping)]
        self.style = nn.Sequential(PixelNorm(), *layers)
        self.input = ConstantInput(widths[0])
        self.conv1 = StyledConv(widths[0], widths[0], latent)
        self.to_rgb1 = ToRgb(widths[0], latent, upsample=False)
        self.convs, self.to_rgbs, self.noises = nn.ModuleList(), nn.ModuleList(), nn.Module()
        self.noises.register_buffer("noise_0", torch.zeros(1, 1, 4, 4))
        for level, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            self.convs.append(StyledConv(inputs, outputs, latent, upsample=True))
            self.convs.append(StyledConv(outputs, outputs, latent))
            self.to_rgbs.append(ToRgb(outputs, latent))
            for layer in (2 * level + 1, 2 * level + 2):
                self.noises.register_buffer(f"noise_{layer}", torch.zeros(1, 1, 8 << level, 8 << level))

    def forward(self, z):
        w = self.style(z)
        noise = list(self.noises.buffers())
        maps = self.conv1(self.input.input.expand(z.shape[0], -1, -1, -1), w, noise[0])
        image = self.to_rgb1(maps, w)
        for level, to_rgb in enumerate(self.to_rgbs):
            maps = self.convs[2 * level](maps, w, noise[2 * level + 1])
            maps = self.convs[2 * level + 1](maps, w, noise[2 * level + 2])
            image = to_rgb(maps, w, image)
        return image


# ---------------------------------------------------------------- P, the inversion encoder, LPIPS-P, M, the text


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            shortcut = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


def stages(width, count):
    """One block a stage, each stage twice as wide; in the order of layer1, layer2, ..."""
    widths = [width << stage for stage in range(count)]
    return [nn.Sequential(BasicBlock(before, after, 1 if before == after else 2))
            for before, after in zip([width] + widths, widths)]


class FcBlock(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.fc, self.bn = nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs)

    def forward(self, x):
        return F.relu(self.bn(self.fc(x)))


def classifier(inputs, hidden, classes):
    return nn.Sequential(FcBlock(inputs, hidden), nn.Linear(hidden, classes))


class Predictor(nn.Module):
    HEADS = ["classifier06Bangs", "classifier16Eyeglasses", "classifier25No_Beard", "classifier32Smiling",
             "classifier40Young"]

    def __init__(self, width=24, stem=128, hidden=64):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        self.layer1, self.layer2, self.layer3, self.layer4 = stages(width, 4)
        self.stem = FcBlock(width * 8, stem)
        for head in self.HEADS:
            self.add_module(head, classifier(stem, hidden, DEGREES))
        self.mean = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
        self.spread = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)

    def forward(self, images):
        """Logits [N, attributes, degrees] of images in -1..1."""
        images = (images * 0.5 + 0.5 + 0.5 / 255).clamp(0, 1)
        x = F.relu(self.bn1(self.conv1((images - self.mean) / self.spread)))
        x = F.max_pool2d(x, 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        x = self.stem(x.mean([2, 3]))
        return torch.stack([getattr(self, head)(x) for head in self.HEADS], 1)


class InversionEncoder(nn.Module):
    def __init__(self, width=24, hidden=256, latent=512):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 5, 2, 2, bias=False), nn.BatchNorm2d(width)
        self.layer1, self.layer2, self.layer3, self.layer4 = stages(width, 4)
        self.squeeze = nn.Conv2d(width * 8, 64, 1)
        self.fc1, self.fc2 = nn.Linear(64 * 4 * 4, hidden), nn.Linear(hidden, latent)
        self.register_buffer("curvature", torch.zeros(53, 53))  # for BFGS, which this side does not do

    def forward(self, images):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(images))), 2)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        x = F.relu(self.squeeze(x)).flatten(1)
        return self.fc2(F.leaky_relu(self.fc1(x), 0.2))


class Scaling(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("shift", torch.zeros(1, 3, 1, 1))
        self.register_buffer("scale", torch.ones(1, 3, 1, 1))

    def forward(self, images):
        return (images - self.shift) / self.scale


class LpipsP(nn.Module):
    TAPS = {1: 24, 4: 48, 9: 64, 12: 96, 14: 128}

    def __init__(self):
        super().__init__()
        self.scaling_layer = Scaling()
        self.features = nn.Sequential(
            nn.Conv2d(3, 24, 5, 2, 2), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(24, 48, 3, 1, 1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(48, 64, 3, 1, 1), nn.ReLU(), nn.Conv2d(64, 64, 3, 1, 1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(64, 96, 3, 1, 1), nn.ReLU(), nn.Conv2d(96, 128, 3, 1, 1), nn.ReLU())
        for tap, width in enumerate(self.TAPS.values()):
            model = nn.Module()
            model.model = nn.Sequential(nn.Identity(), nn.Conv2d(width, 1, 1, bias=False))
            self.add_module(f"lin{tap}", model)

    def taps(self, images):
        x, taps = self.scaling_layer(images), []
        for number, layer in enumerate(self.features):
            x = layer(x)
            if number in self.TAPS:
                taps.append(x * torch.rsqrt(x.square().sum(1, keepdim=True) + 1e-20))
        return taps

    def forward(self, first, second):
        """The distance [N] of two lists of taps."""
        return sum(getattr(self, f"lin{tap}").model((a - b).square()).mean([1, 2, 3])
                   for tap, (a, b) in enumerate(zip(first, second)))


class Field(nn.Module):
    def __init__(self, latent=512, hidden=128, layers=4):
        super().__init__()
        sizes = [latent] + [hidden] * (layers - 1) + [latent]
        self.field = nn.Sequential()
        for number, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            layer = nn.Sequential()
            layer.add_module("Linear", nn.Linear(inputs, outputs))
            if number < layers - 1:
                layer.add_module("LeakyReLU", nn.LeakyReLU(0.2))
            self.field.append(layer)

    def forward(self, z):
        return self.field(z)


class Fields(nn.Module):
    def __init__(self, attributes=5):
        super().__init__()
        self.fields = nn.ModuleList(Field() for _ in range(attributes))


class Reader(nn.Module):
    """What a sentence of word numbers [L] asks for: (attribute, change in degrees, target degree) or None."""
    HEADS = {"mode": 5, "attribute": 5, "direction": 2, "value": 5, "target": 6}
    DEFINITE, INDEFINITE, TARGET, END, NONE = range(5)

    def __init__(self, words, size, hidden=96):
        super().__init__()
        self.lstm = nn.Module()
        self.lstm.word2vec = nn.Embedding(words, 64)
        self.lstm.rnn = nn.LSTM(64, size, batch_first=True)
        for head, classes in self.HEADS.items():
            self.add_module(head, classifier(2 * size, hidden, classes))

    def forward(self, sentence):
        states, _ = self.lstm.rnn(self.lstm.word2vec(sentence.unsqueeze(0)))
        text = torch.cat([states[:, -1], states.amax(1)], 1)
        chances = {head: getattr(self, head)(text).softmax(1)[0] for head in self.HEADS}
        best = {head: int(of.argmax()) for head, of in chances.items()}
        mode = int(chances["mode"][:self.NONE].argmax())
        certainty = 1 - float(chances["mode"][self.NONE])
        if mode != self.END:
            certainty *= float(chances["attribute"].max())
        if mode in (self.DEFINITE, self.INDEFINITE):
            certainty *= float(chances["direction"].max())
        if mode == self.END or certainty < 0.5:
            return None
        if mode == self.TARGET:
            return best["attribute"], None, best["target"]
        change = best["value"] + 1 if mode == self.DEFINITE else 1
        return best["attribute"], change if best["direction"] == 1 else -change, None


class Adapter(nn.Module):
    def __init__(self, size=512, rank=64):
        super().__init__()
        self.down, self.up = nn.Parameter(torch.zeros(rank, size)), nn.Parameter(torch.zeros(size, rank))
        self.level, self.tilt = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(rank))
        self.bias = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        return x + F.linear(F.linear(x, self.down) * (self.level + self.tilt), self.up) + self.bias
