using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a resampled pixel is made of its neighbours.</summary>
    public enum InterpolationMode
    {
        Nearest = 0,
        Linear = 1,
        Bilinear = 2,
        Bicubic = 3,
        Trilinear = 4,
        Area = 5,
        NearestExact = 6,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Resizes images [N, C, H, W] to <paramref name="size"/> or by <paramref name="scale_factor"/>.
            /// </summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                if (size is null == scale_factor is null)
                    throw new ArgumentException("interpolate takes either size or scale_factor.");
                if (recompute_scale_factor && scale_factor is not null)
                    (size, scale_factor) = (Scaled(x, scale_factor), null);
                var corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Op.Call("upsample_nearest2d.vec", x, size, scale_factor),
                    InterpolationMode.NearestExact => Op.Call("_upsample_nearest_exact2d.vec", x, size, scale_factor),
                    InterpolationMode.Bilinear when antialias =>
                        Op.Call("_upsample_bilinear2d_aa.vec", x, size, corners, scale_factor),
                    InterpolationMode.Bilinear => Op.Call("upsample_bilinear2d.vec", x, size, corners, scale_factor),
                    InterpolationMode.Bicubic when antialias =>
                        Op.Call("_upsample_bicubic2d_aa.vec", x, size, corners, scale_factor),
                    InterpolationMode.Bicubic => Op.Call("upsample_bicubic2d.vec", x, size, corners, scale_factor),
                    InterpolationMode.Area => adaptive_avg_pool2d(x, size ?? Scaled(x, scale_factor!)),
                    _ => throw new NotSupportedException($"interpolate: mode {mode} is not in the embedded engine."),
                };
            }

            private static long[] Scaled(Tensor x, double[] factors) =>
                [.. factors.Select((factor, i) => (long)Math.Floor(x.shape[i + 2] * factor))];
        }
    }
}
