namespace EditableDeepSC.Models.Portraits;

/// <summary>
/// The columns of a parameter matrix: 32 of the person, 16 of the picture (fractions 0..1 from one extreme to the
/// other), and the five attributes in degrees 0..5, which may lie between two labels.
/// </summary>
public enum PortraitParameter
{
    // The person.
    SkinTone, SkinUndertone, Freckles,
    HairLightness, HairRedness, HairVolume, HairLength, HairWave, HairParting, HairlineHeight,
    FaceWidth, ChinHeight, JawWidth, ChinWidth, CheekFullness, EarSize,
    EyeSize, EyeOpening, EyeTilt, IrisColour, EyelidFold,
    BrowHeight, BrowThickness, BrowArch, BrowTilt,
    NoseWidth, NoseLength, NoseTip,
    MouthWidth, LipFullness, LipColour, MouthHeight,

    // The picture.
    Yaw, Pitch, Gaze, BangsSlant, FrameColour, FrameShape,
    LightX, LightY, LightWarmth, LightStrength,
    BackgroundHue, BackgroundSaturation, BackgroundLightness, BackgroundGradient,
    ClothesHue, ClothesLightness,

    // The attributes, in the order of FaceAttribute.
    Bangs, Eyeglasses, Beard, Smiling, Age,
}
