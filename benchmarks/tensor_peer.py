"""Python's side of `./eds bench tensor`: reads "<work> <repeats>" lines, answers microseconds a repeat."""
import sys
import time

try:
    import torch
except ImportError:
    sys.exit(1)

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)
left, right = torch.randn(16), torch.randn(16)
convolutions = torch.nn.Sequential(*[torch.nn.Conv2d(32, 32, 3, padding=1) for _ in range(4)])
images = torch.randn(8, 32, 64, 64)


def add():
    left + right


def convnet():
    torch.autograd.grad(convolutions(images).mean(), list(convolutions.parameters()))


work = {"add": add, "convnet": convnet}
print(torch.__version__, flush=True)
for line in sys.stdin:
    name, repeats = line.split()
    run = work[name]
    start = time.perf_counter()
    for _ in range(int(repeats)):
        run()
    print((time.perf_counter() - start) * 1e6 / int(repeats), flush=True)
